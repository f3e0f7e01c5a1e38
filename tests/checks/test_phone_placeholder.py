import pytest

from members.models import Phone
from tests import factories
from tests.checks.verbs import assert_clean, assert_fix_converges, assert_flags
from tests.factories import phone

pytestmark = pytest.mark.django_db
CHECK = "phone-placeholder"


def plant(number: int) -> None:
    phone("TBC", factories.member(f"Member {number}"))


@pytest.mark.parametrize(
    "number",
    [
        "TBC",
        "n/a",
        "-",
        "0",
        "0000 0000",
        "(00) 0000 0000",
        "12345678",
        "555-5555",
        "(0x) xxxx xxxx",
        "(__) ____ ____",
        "(08) 9999 9999",
        "0412 345 678",
    ],
)
def test_what_only_fills_the_place_is_flagged(number: str) -> None:
    phone(number, kind="electorate")
    assert_flags(CHECK, "ada-quill", field="phone:electorate", observed=number)


@pytest.mark.parametrize(
    "number",
    ["1800 160 401", "0491 570 006", "(08) 8946 9999", "(08) 5550 5555", "1300 000 111", "", "12"],
)
def test_numbers_that_are_easy_to_remember_or_set_aside_for_fiction_are_right(number: str) -> None:
    phone(number)
    assert_clean(CHECK)


def test_a_us_number_of_the_fictional_exchange_is_right_and_one_of_fives_alone_is_not() -> None:
    house = factories.chamber("us-house", country="US")
    phone("202-555-0143", factories.member("Ada Quill", house))
    phone("555-555-5555", factories.member("Bo Reed", house))
    assert_flags(CHECK, "bo-reed", field="phone")


def test_the_fix_takes_it_out() -> None:
    phone("TBC")
    assert_fix_converges(CHECK)
    assert not Phone.objects.exists()


def test_a_number_that_could_be_dialled_is_left_to_a_person() -> None:
    phone("0400 000 000")
    assert assert_flags(CHECK, "ada-quill", field="phone").fixes == ()
