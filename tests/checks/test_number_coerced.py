import pytest

from members.models import Address, Identifier, Phone
from tests import factories
from tests.checks.verbs import assert_clean, assert_fix_converges, assert_flags

pytestmark = pytest.mark.django_db
CHECK = "number-coerced"


def plant(number: int) -> None:
    Phone.objects.create(
        member=factories.member(f"Member {number}"), kind="electorate", number="6.13E+11"
    )


@pytest.mark.parametrize("number", ["6.13E+11", "6,13E+11", "12.0", "2012-02-03"])
def test_a_phone_that_became_a_number_is_flagged(number: str) -> None:
    Phone.objects.create(member=factories.member(), kind="electorate", number=number)
    assert assert_flags(CHECK, "ada-quill", field="phone:electorate", observed=number).fixes == ()


@pytest.mark.parametrize(
    ("number", "was"), [("6.1299776411E+10", "61299776411"), ("299776411.0", "299776411")]
)
def test_a_phone_that_lost_no_digit_is_restored(number: str, was: str) -> None:
    phone = Phone.objects.create(member=factories.member(), kind="electorate", number=number)
    assert_fix_converges(CHECK)
    phone.refresh_from_db()
    assert phone.number == was


@pytest.mark.parametrize(
    "line", ["1-May High Street", "3/02/2012 High Street", "336.3 Fourth Avenue", "3-Jan"]
)
def test_a_street_number_that_became_a_date_is_flagged(line: str) -> None:
    Address.objects.create(member=factories.member(), kind="electorate", line1=line)
    assert assert_flags(CHECK, "ada-quill", field="address:electorate", observed=line).fixes == ()


@pytest.mark.parametrize(
    ("state", "postcode", "right"),
    [
        ("VIC", "3000.0", "3000"),
        ("NT", "801.0", "0801"),
        ("", "3000.00", "3000"),
        ("VIC", "3.015E+03", "3015"),
    ],
)
def test_a_postcode_is_restored_with_its_zero(state: str, postcode: str, right: str) -> None:
    address = Address.objects.create(
        member=factories.member(), kind="electorate", state=state, postcode=postcode
    )
    assert_fix_converges(CHECK)
    address.refresh_from_db()
    assert address.postcode == right


def test_a_whole_number_in_front_of_a_street_is_restored() -> None:
    address = Address.objects.create(
        member=factories.member(), kind="electorate", line2="5.0 High Street"
    )
    assert_fix_converges(CHECK)
    address.refresh_from_db()
    assert address.line2 == "5 High Street"


@pytest.mark.parametrize(
    "line",
    [
        "1/25 High Street",
        "Unit 3-5",
        "1-5 May Street",
        "12.5 Mile Road",
        "5 High Street",
        "2.0mile",
    ],
)
def test_street_numbers_as_people_write_them_are_right(line: str) -> None:
    Address.objects.create(
        member=factories.member(), kind="electorate", line1=line, postcode="3000"
    )
    assert_clean(CHECK)


@pytest.mark.parametrize(
    "number", ["(02) 9977 6411", "02.9977.6411", "555.1234", "+61 2 9977 6411", "TBC"]
)
def test_phones_as_people_write_them_are_right_or_wrong_in_other_ways(number: str) -> None:
    Phone.objects.create(member=factories.member(), number=number)
    assert_clean(CHECK)


@pytest.mark.parametrize("value", ["8.63E+05", "4.00E+04", "0E00", "1-May", "863.0", "3/02/2012"])
def test_an_identifier_that_became_a_number_is_flagged(value: str) -> None:
    Identifier.objects.create(member=factories.member(), scheme="aph", value=value)
    assert_flags(CHECK, "ada-quill", field="id:aph", observed=value)


@pytest.mark.parametrize(
    "value", ["4E4", "0E4", "83E", "00AKI", "1.5", "2012-02-03", "863", "https://example.org/1"]
)
def test_an_identifier_may_be_written_like_that(value: str) -> None:
    Identifier.objects.create(member=factories.member(), scheme="aph", value=value)
    assert_clean(CHECK)
