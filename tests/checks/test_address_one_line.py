import pytest

from tests import factories
from tests.checks.verbs import assert_clean, assert_fix_converges, assert_flags
from tests.factories import address

pytestmark = pytest.mark.django_db
CHECK = "address-one-line"


def plant(number: int) -> None:
    address(factories.member(f"Member {number}"), line1=f"{number} High Street, Deer Park 3023")


@pytest.mark.parametrize(
    ("country", "line", "parts"),
    [
        (
            "AU",
            "Shop T54, Brimbank Shopping Centre, Cnr Neale and Station Roads, Deer Park 3023",
            (
                "Shop T54, Brimbank Shopping Centre, Cnr Neale and Station Roads",
                "Deer Park",
                "VIC",
                "3023",
            ),
        ),
        (
            "AU",
            "101 Manningham Road Bulleen 3105",
            ("101 Manningham Road", "Bulleen", "VIC", "3105"),
        ),
        ("AU", "P.O Box 32, Mildura, VIC, 3500", ("P.O Box 32", "Mildura", "VIC", "3500")),
        ("US", "12 High St Montpelier VT 05602", ("12 High St", "Montpelier", "VT", "05602")),
        ("NZ", "12 The Terrace, Wellington 6011", ("12 The Terrace", "Wellington", "", "6011")),
        ("GB", "House of Commons, London SW1A 0AA", ("House of Commons", "London", "", "SW1A 0AA")),
        (
            "CA",
            "House of Commons, Ottawa, Ontario K1A 0A6",
            ("House of Commons", "Ottawa", "ON", "K1A 0A6"),
        ),
    ],
)
def test_a_whole_address_in_a_line_is_taken_apart(
    country: str, line: str, parts: tuple[str, ...]
) -> None:
    planted = address(country=country, line1=line)
    assert_fix_converges(CHECK)
    planted.refresh_from_db()
    assert (planted.line1, planted.suburb, planted.state, planted.postcode) == parts


def test_the_last_line_may_be_the_town() -> None:
    planted = address(line1="5 Quill Street", line2="Deer Park 3023")
    assert_fix_converges(CHECK)
    planted.refresh_from_db()
    assert planted.lines == ["5 Quill Street", "Deer Park VIC 3023"]


@pytest.mark.parametrize(
    "line",
    [
        "PO Box 3023",
        "Locked Bag 1234",
        "GPO Box 5341",
        "Room 2000",
        "Parliament House, Room 2000",
        "Suite 1, Private Bag 3000",
        "5 Quill Street",
        "Hwy 1000",
    ],
)
def test_a_number_that_is_no_postcode_is_right(line: str) -> None:
    address(line1=line)
    address(factories.member("Bo Reed"), line1="Parliament House", line2=line)
    assert_clean(CHECK)


def test_the_field_for_whole_addresses_and_a_line_beside_its_town_are_right() -> None:
    address(text="5 Quill Street, Deer Park VIC 3023")
    address(factories.member("Bo Reed"), line1="5 Quill Street, Deer Park 3023", suburb="Deer Park")
    assert_clean(CHECK)


def test_a_postcode_of_another_state_is_flagged_without_a_fix() -> None:
    address(line1="5 Quill Street, Deer Park VIC 2000")
    assert assert_flags(CHECK, "ada-quill", field="address:electorate").fixes == ()
