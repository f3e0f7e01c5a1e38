import pytest

from tests import factories
from tests.checks.verbs import assert_clean, assert_flags
from tests.factories import phone

pytestmark = pytest.mark.django_db
CHECK = "phone-not-a-number"


def plant(number: int) -> None:
    phone("SYDNEY", factories.member(f"Member {number}"))


@pytest.mark.parametrize(
    "number",
    [
        "SYDNEY",
        "M-F 9-5:30pm",
        "1 Farrer Place",
        "PO Box 40571",
        "200 George Street",
        "ada@example.org",
        "http://example.org/?id=29977641100",
        "NSW 2000",
    ],
)
def test_what_is_no_number_is_flagged(number: str) -> None:
    phone(number, kind="electorate", medium="fax")
    assert_flags(CHECK, "ada-quill", field="fax:electorate", observed=number)


@pytest.mark.parametrize(
    "number", ["1300 ASK MLA", "(08) 8946 1433 ext. 5", "08 8946 1433 x5", "(08) 8946 1433", ""]
)
def test_letters_that_can_be_dialled_and_extensions_are_right(number: str) -> None:
    phone(number)
    assert_clean(CHECK)


@pytest.mark.parametrize(
    "number",
    [
        "TBC",
        "xxxx xxxx",
        "(02) 9977 6411 (office hours)",
        "Ph 02 9977 6411",
        "9977 6411 (office)",
        "1-May",
        "12",
    ],
)
def test_what_another_check_says_better_is_left_to_it(number: str) -> None:
    phone(number)
    assert_clean(CHECK)


def test_a_place_is_no_number_anywhere() -> None:
    nowhere = factories.chamber("nowhere", country="")
    phone("SYDNEY", factories.member("Ada Quill", nowhere))
    phone("(02) 9977 6411", factories.member("Bo Reed", nowhere))
    assert_flags(CHECK, "ada-quill", field="phone")
