from typing import Any

import pytest

from members.models import Address, Chamber, Email, Link, Member, Phone
from tests import factories
from tests.checks.verbs import assert_clean, assert_fix_converges, assert_flags

pytestmark = pytest.mark.django_db
CHECK = "address-wrong-column"
PHONE = "(03) 9651 1156"


def plant(number: int) -> None:
    address(factories.member(f"Member {number}"), suburb=PHONE)


def address(of: Member | None = None, /, country: str = "AU", **parts: Any) -> Address:
    there = of or factories.member(of=factories.chamber(country=country))
    return Address.objects.create(
        member=there, kind="electorate", **{"line1": "5 Quill Street", **parts}
    )


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("suburb", "NSW"),
        ("suburb", "New South Wales"),
        ("suburb", PHONE),
        ("suburb", "2000"),
        ("suburb", "1 Farrer Place"),
        ("suburb", "12"),
        ("state", PHONE),
        ("state", "2196"),
        ("state", "www.example.org"),
        ("line2", PHONE),
        ("line1", "Ph: 03 9651 1156"),
        ("line3", "ada@example.org"),
        ("line3", "NSW"),
        ("text", "5 Quill Street, see http://example.org/ada"),
    ],
)
def test_another_sort_of_value_is_flagged(column: str, value: str) -> None:
    address(**{column: value})
    assert_flags(CHECK, "ada-quill", field="address:electorate", observed=f"{column}: {value}")


def test_columns_that_slipped_are_one_finding() -> None:
    address(suburb="NSW", state="2196")
    assert_flags(
        CHECK, "ada-quill", field="address:electorate", observed="suburb: NSW; state: 2196"
    )


@pytest.mark.parametrize(
    ("country", "suburb"),
    [("US", "DE"), ("NZ", "6011"), ("GB", "SW1A 0AA"), ("CA", "British Columbia")],
)
def test_each_country_has_its_own_states_and_postcodes(country: str, suburb: str) -> None:
    address(country=country, suburb=suburb)
    assert_flags(CHECK, "ada-quill", field="address:electorate")


@pytest.mark.parametrize(
    ("country", "suburb"),
    [
        ("US", "New York"),
        ("US", "Washington"),
        ("CA", "Victoria"),
        ("CA", "100 Mile House"),
        ("AU", "Kew"),
        ("GB", "Ely"),
        ("GB", "St. Ives"),
        ("US", "St. Louis"),
        ("US", "29 Palms"),
        ("", "NSW"),
        ("GB", "NSW"),
    ],
)
def test_a_town_is_right_whatever_it_is_called(country: str, suburb: str) -> None:
    address(country=country, suburb=suburb)
    assert_clean(CHECK)


@pytest.mark.parametrize(
    "line",
    [
        "1200-1300",
        "Level 1, WA House",
        "Unit 3-5",
        "2000",
        "The Loft @ Main St.",
        "Western Highway",
        "Fax House",
        "PO Box 12345678",
    ],
)
def test_a_line_of_an_address_is_right(line: str) -> None:
    address(line2=line)
    assert_clean(CHECK)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("postcode", PHONE),
        ("postcode", "NSW"),
        ("state", "Viktoria"),
        ("suburb", "TBC"),
        ("suburb", "Perth WA"),
    ],
)
def test_what_another_check_names_is_left_out(column: str, value: str) -> None:
    address(**{column: value})
    assert_clean(CHECK)


def test_a_phone_in_the_suburb_becomes_a_phone() -> None:
    planted = address(suburb=PHONE, state="(03) 9637 8920")
    assert_fix_converges(CHECK)
    planted.refresh_from_db()
    assert planted.lines == ["5 Quill Street"]
    assert [(phone.number, phone.kind, phone.medium) for phone in Phone.objects.all()] == [
        (PHONE, "electorate", "voice"),
        ("(03) 9637 8920", "electorate", "fax"),
    ]


def test_a_phone_that_is_known_already_is_only_taken_out() -> None:
    planted = address(suburb=PHONE)
    Phone.objects.create(member=planted.member, kind="electorate", number="03 9651 1156")
    assert_fix_converges(CHECK)
    assert Phone.objects.count() == 1


def test_an_email_and_a_web_address_become_details_of_their_own() -> None:
    address(line2="ada@example.org", line3="www.example.org/ada")
    assert_fix_converges(CHECK)
    assert Email.objects.get().address == "ada@example.org"
    assert Link.objects.get().url == "https://www.example.org/ada"


def test_state_and_postcode_move_where_their_columns_are_free() -> None:
    planted = address(suburb="NSW", state="2196")
    assert_fix_converges(CHECK)
    planted.refresh_from_db()
    assert (planted.suburb, planted.state, planted.postcode) == ("", "NSW", "2196")


def test_a_postcode_in_the_state_brings_the_state_to_light() -> None:
    planted = address(suburb="Roselands", state="2196", postcode="2196")
    assert_fix_converges(CHECK)
    planted.refresh_from_db()
    assert (planted.state, planted.postcode) == ("NSW", "2196")


@pytest.mark.parametrize(
    "parts",
    [
        {"suburb": "NSW", "state": "VIC"},
        {"suburb": "12"},
        {"suburb": "12345678"},
        {"line2": "write to a@example.org"},
    ],
)
def test_where_the_right_place_does_not_follow_there_is_no_fix(parts: dict[str, str]) -> None:
    address(**parts)
    assert assert_flags(CHECK, "ada-quill", field="address:electorate").fixes == ()


def test_towns_that_look_like_something_else_are_right() -> None:
    planted = address(suburb="1770", state="QLD", postcode="4677")
    assert_clean(CHECK)
    Chamber.objects.update(country="US")
    Address.objects.filter(pk=planted.pk).update(
        suburb="Washington, D.C.", state="DC", postcode="20515"
    )
    assert_clean(CHECK)
