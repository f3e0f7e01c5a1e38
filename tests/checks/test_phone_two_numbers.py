import pytest

from members.models import Phone
from tests import factories
from tests.checks.verbs import assert_clean, assert_fix_converges, assert_flags
from tests.factories import phone

pytestmark = pytest.mark.django_db
CHECK = "phone-two-numbers"


def plant(number: int) -> None:
    phone("(08) 8946 1433 / 1434", factories.member(f"Member {number}"))


def listed() -> list[tuple[str, str]]:
    return [(phone.field, phone.number) for phone in Phone.objects.all()]


@pytest.mark.parametrize(
    ("number", "first", "second"),
    [
        ("(08) 8946 1433; (08) 8946 1434", "(08) 8946 1433", "(08) 8946 1434"),
        ("(08) 8946 1433 or 0491 570 006", "(08) 8946 1433", "0491 570 006"),
        ("(08) 8946 1433 (08) 8946 1434", "(08) 8946 1433", "(08) 8946 1434"),
        ("(08) 8946 1433 / 1434", "(08) 8946 1433", "(08) 8946 1434"),
        ("(08) 8946 1433 / 8946 1434", "(08) 8946 1433", "(08) 8946 1434"),
        ("(08) 8946 1433-34", "(08) 8946 1433", "(08) 8946 1434"),
        ("0889461433/0889461434", "0889461433", "0889461434"),
        ("(08) 8946 1433\n(08) 8946 1434", "(08) 8946 1433", "(08) 8946 1434"),
    ],
)
def test_two_numbers_become_two_details(number: str, first: str, second: str) -> None:
    phone(number, kind="electorate")
    assert assert_fix_converges(CHECK).evidence.observed == number
    assert listed() == [("phone:electorate", first), ("phone:electorate", second)]


def test_words_tell_a_fax_and_a_toll_free_number() -> None:
    phone("Ph: (08) 8946 1433 Fax: (08) 8946 1434", kind="electorate")
    assert_fix_converges(CHECK)
    assert listed() == [
        ("phone:electorate", "(08) 8946 1433"),
        ("fax:electorate", "(08) 8946 1434"),
    ]


def test_a_toll_free_number_comes_under_its_kind() -> None:
    ada = factories.member(of=factories.chamber("us-house", country="US"))
    phone("916-724-2575; 1-888-406-3855 (Toll Free)", ada, kind="electorate")
    assert_fix_converges(CHECK)
    assert listed() == [("phone:electorate", "916-724-2575"), ("phone:tollfree", "1-888-406-3855")]


def test_a_number_that_is_listed_already_is_not_listed_twice() -> None:
    ada = factories.member()
    phone("(08) 8946 1433 / 1434", ada)
    phone("08 8946 1434", ada)
    assert_fix_converges(CHECK)
    assert listed() == [("phone", "(08) 8946 1433"), ("phone", "08 8946 1434")]


@pytest.mark.parametrize(
    "number", ["9977 6411 / 6412", "(08) 8946 1433; (08) 8946 14", "(08) 8946 1433 ext. 24 or 25"]
)
def test_where_the_numbers_do_not_follow_there_is_no_fix(number: str) -> None:
    phone(number)
    assert assert_flags(CHECK, "ada-quill", field="phone", observed=number).fixes == ()


@pytest.mark.parametrize(
    "number",
    [
        "(08) 8946 1433 ext. 5",
        "+61 (0)8 8946-1433",
        "1 Farrer Place",
        "(08) 8946 1433 (Mon-Fri 9-5)",
        "08/8946/1433",
    ],
)
def test_one_number_is_one_in_any_notation(number: str) -> None:
    phone(number)
    assert_clean(CHECK)


def test_a_country_without_rules_is_not_judged() -> None:
    phone("9977 6411 / 6412", factories.member(of=factories.chamber("nowhere", country="")))
    assert_clean(CHECK)
