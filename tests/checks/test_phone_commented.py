import pytest

from members.models import Phone
from tests import factories
from tests.checks.verbs import assert_clean, assert_fix_converges, assert_flags
from tests.factories import phone

pytestmark = pytest.mark.django_db
CHECK = "phone-commented"


def plant(number: int) -> None:
    phone("(08) 8946 1433 (office hours)", factories.member(f"Member {number}"))


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("(08) 8946 1433 (office hours)", "(08) 8946 1433"),
        ("Ph: (08) 8946 1433", "(08) 8946 1433"),
        ("(08) 8946 1433 ah", "(08) 8946 1433"),
        ("08 8946 1433 ext. 5 (Ms Reed)", "08 8946 1433 ext. 5"),
        ("O8 8946 l433", "08 8946 1433"),
        ("(08) 8946 1433 Mon-Fri 9am-5pm", "(08) 8946 1433"),
    ],
)
def test_the_number_alone_is_left(number: str, right: str) -> None:
    phone(number, kind="electorate")
    assert assert_fix_converges(CHECK).evidence.observed == number
    assert [(phone.field, phone.number) for phone in Phone.objects.all()] == [
        ("phone:electorate", right)
    ]


@pytest.mark.parametrize(
    ("number", "field"),
    [
        ("1800 160 401 (Toll Free)", "phone:tollfree"),
        ("(08) 8946 1433 (fax)", "fax:electorate"),
        ("(08) 8946 1433 M-F 9-5", "phone:electorate"),
    ],
)
def test_what_the_words_tell_is_kept(number: str, field: str) -> None:
    phone(number, kind="electorate")
    assert_fix_converges(CHECK)
    assert Phone.objects.get().field == field


def test_a_number_that_is_listed_already_is_taken_out() -> None:
    ada = factories.member()
    phone("(08) 8946 1433", ada)
    phone("(08) 8946 1433 (office hours)", ada)
    assert_fix_converges(CHECK)
    assert Phone.objects.get().number == "(08) 8946 1433"


@pytest.mark.parametrize(
    "number",
    [
        "(08) 8946 1433 ext. 5",
        "(08) 8946 1433 x5",
        "(08) 8946 1433 Ext: 24",
        "1300 ASK MLA",
        "&nbsp;(08) 8946 1433",
        " (08) 8946 1433 ",
    ],
)
def test_extensions_letters_that_can_be_dialled_and_stray_space_are_no_comment(number: str) -> None:
    phone(number)
    assert_clean(CHECK)


def test_a_country_without_rules_is_not_judged() -> None:
    phone(
        "(08) 8946 1433 (office hours)",
        factories.member(of=factories.chamber("nowhere", country="")),
    )
    assert_clean(CHECK)


def test_a_word_is_found_beside_a_number_of_another_notation_too() -> None:
    phone("+61 8 8946 1433 (direct)")
    assert_flags(CHECK, "ada-quill", field="phone")
