import pytest

from tests import factories
from tests.checks.verbs import assert_clean, assert_flags
from tests.factories import phone

pytestmark = pytest.mark.django_db
CHECK = "phone-length"


def plant(number: int) -> None:
    phone("(08) 946 1433", factories.member(f"Member {number}"))


@pytest.mark.parametrize(
    ("number", "country", "why"),
    [
        ("(08) 946 1433", "AU", "too short"),
        ("(08) 8946 14333", "AU", "too long"),
        ("8946 1433", "AU", "no area code"),
        ("+61 2 9977", "AU", "too short"),
        ("856574697", "US", "too short"),
        ("202-225-27266", "US", "too long"),
        ("225-2726", "US", "no area code"),
        ("60201", "US", "too short"),
        ("020 7219 300", "GB", "too short"),
        ("04 817 99", "NZ", "too short"),
        ("613-992-42111", "CA", "too long"),
        ("9977 6411 (office)", "AU", "no area code"),
    ],
)
def test_a_number_with_a_digit_lost_or_added_is_flagged(
    number: str, country: str, why: str
) -> None:
    phone(
        number,
        factories.member(of=factories.chamber("there", country=country)),
        kind="electorate",
        medium="fax",
    )
    assert why in assert_flags(CHECK, "ada-quill", field="fax:electorate", observed=number).message


@pytest.mark.parametrize(
    "number",
    [
        "(08) 8946 1433",
        "13 14 50",
        "1800 160 401",
        "(08) 8946 1433 ext. 66000",
        "+44 20 7219 3000",
        "  ",
    ],
)
def test_short_numbers_of_the_plan_extensions_and_other_countries_are_right(number: str) -> None:
    phone(number)
    assert_clean(CHECK)


@pytest.mark.parametrize(
    "number",
    [
        "12",
        "(09) 9096 8779",
        "0000 0000",
        "555-5555",
        "9977 6411 / 6412",
        "2.99776411E8",
        "SYDNEY NSW 2000",
    ],
)
def test_what_another_check_says_better_is_left_to_it(number: str) -> None:
    phone(number)
    assert_clean(CHECK)


def test_a_country_without_rules_is_not_judged() -> None:
    phone("856574697", factories.member(of=factories.chamber("nowhere", country="")))
    assert_clean(CHECK)
