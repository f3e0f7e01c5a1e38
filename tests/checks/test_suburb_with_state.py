from typing import Any

import pytest

from members.models import Address, Member
from tests import factories
from tests.checks.verbs import assert_clean, assert_fix_converges, assert_flags

pytestmark = pytest.mark.django_db
CHECK = "suburb-with-state"


def plant(number: int) -> None:
    address("Deer Park VIC 3023", factories.member(f"Member {number}"))


def address(suburb: str, of: Member | None = None, country: str = "AU", **parts: Any) -> Address:
    there = of or factories.member(of=factories.chamber(country=country))
    return Address.objects.create(
        member=there, kind="electorate", line1="5 Quill Street", suburb=suburb, **parts
    )


@pytest.mark.parametrize(
    ("country", "suburb", "parts"),
    [
        ("US", "Wilmington, DE", ("Wilmington", "DE", "")),
        ("AU", "Deer Park VIC 3023", ("Deer Park", "VIC", "3023")),
        ("AU", "Perth Western Australia", ("Perth", "WA", "")),
        ("NZ", "Wellington 6011", ("Wellington", "", "6011")),
        ("GB", "London SW1A 0AA", ("London", "", "SW1A 0AA")),
        ("CA", "Kingston, Ont.", ("Kingston", "ON", "")),
        ("US", "New York, NY", ("New York", "NY", "")),
    ],
)
def test_what_stands_behind_the_town_goes_into_its_own_columns(
    country: str, suburb: str, parts: tuple[str, str, str]
) -> None:
    planted = address(suburb, country=country)
    assert_fix_converges(CHECK)
    planted.refresh_from_db()
    assert (planted.suburb, planted.state, planted.postcode) == parts


def test_what_is_there_already_stays_as_it_is_written() -> None:
    planted = address("Deer Park VIC", state="Victoria", postcode="3023")
    assert_fix_converges(CHECK)
    planted.refresh_from_db()
    assert (planted.suburb, planted.state, planted.postcode) == ("Deer Park", "Victoria", "3023")


def test_a_suburb_that_contradicts_its_columns_is_flagged_without_a_fix() -> None:
    address("Deer Park VIC 3023", state="NSW", postcode="2000")
    assert (
        assert_flags(
            CHECK, "ada-quill", field="address:electorate", observed="Deer Park VIC 3023"
        ).fixes
        == ()
    )


@pytest.mark.parametrize(
    ("country", "suburb"),
    [
        ("AU", "Sydney"),
        ("AU", "Mount Victoria"),
        ("AU", "City"),
        ("AU", "1770"),
        ("AU", "Town of 1770"),
        ("US", "New York"),
        ("US", "West New York"),
        ("US", "Port Washington"),
        ("US", "Washington DC"),
        ("US", "Washington, D.C."),
        ("CA", "100 Mile House"),
        ("GB", "Newcastle upon Tyne"),
        ("", "Here, DE"),
    ],
)
def test_a_town_alone_is_right_whatever_it_is_called(country: str, suburb: str) -> None:
    address(suburb, country=country)
    assert_clean(CHECK)


def test_a_state_alone_is_named_by_another_check() -> None:
    address("NSW")
    assert_clean(CHECK)
