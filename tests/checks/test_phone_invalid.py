import pytest

from tests import factories
from tests.checks.verbs import assert_clean, assert_flags
from tests.factories import phone

pytestmark = pytest.mark.django_db
CHECK = "phone-invalid"


def plant(number: int) -> None:
    phone("(09) 9096 8779", factories.member(f"Member {number}"))


@pytest.mark.parametrize("number", ["(09) 9096 8779", "12", "(02)", "+999 555 2368", "1300 12 345"])
def test_a_number_that_cannot_be_dialled_is_flagged(number: str) -> None:
    phone(number, kind="electorate")
    assert_flags(CHECK, "ada-quill", field="phone:electorate", observed=number)


@pytest.mark.parametrize(
    "number",
    [
        "(08) 8946 1433",
        "+61 8 8946 1433",
        "+61 (0)8 8946 1433",
        "0011 61 8 8946 1433",
        "1800 160 401",
        "13 14 50",
        "0491 570 006",
        "08.8946.1433",
        "08 8946\u20131433",
        "+1 202 224 2315",
        "(08) 8946 1433 ext. 5",
    ],
)
def test_a_number_in_any_notation_is_right(number: str) -> None:
    phone(number)
    assert_clean(CHECK)


@pytest.mark.parametrize(
    "number",
    [
        "",
        "TBC",
        "SYDNEY",
        "(08) 946 1433",
        "(02) 9977 6411 / 6412",
        "(02) 9977 6411 (fax)",
        "6.13E+11",
    ],
)
def test_what_another_check_says_better_is_left_to_it(number: str) -> None:
    phone(number)
    assert_clean(CHECK)


@pytest.mark.parametrize(
    ("number", "country", "why"),
    [("(09) 9096 8779", "AU", "begins with 09"), ("232-714-4785", "US", "begins with 232")],
)
def test_it_says_which_part_does_not_exist(number: str, country: str, why: str) -> None:
    phone(number, factories.member(of=factories.chamber("there", country=country)))
    assert why in assert_flags(CHECK, "ada-quill", field="phone").message


def test_a_fax_is_its_own_field() -> None:
    ada = factories.member()
    phone("12", ada, medium="fax", kind="parliamentary")
    phone("(08) 8946 1433", ada, kind="parliamentary")
    assert_flags(CHECK, "ada-quill", field="fax:parliamentary")


def test_a_country_without_rules_is_not_judged() -> None:
    phone("12", factories.member(of=factories.chamber("atlantis", country="ZZ")))
    phone("12", factories.member("Bo Reed", factories.chamber("nowhere", country="")))
    assert_clean(CHECK)


def test_a_us_number_is_judged_by_the_us_plan() -> None:
    phone("202-143-1234", factories.member(of=factories.chamber("us-house", country="US")))
    assert_flags(CHECK, "ada-quill", field="phone")
