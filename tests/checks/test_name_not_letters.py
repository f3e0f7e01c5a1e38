import pytest

from members.models import Member
from tests import factories
from tests.checks.verbs import assert_clean, assert_fix_converges, assert_flags
from tests.factories import named

pytestmark = pytest.mark.django_db
CHECK = "name-not-letters"


def plant(number: int) -> None:
    named("Ada", "Quill/Reed", number)


@pytest.mark.parametrize(
    "last",
    [
        "Quill/Reed",
        "ada@example.org",
        "www.example.org/ada",
        "0491 570 006",
        "Quill | Reed",
        "Qu1ll",
        "Quill; Reed",
    ],
)
def test_signs_that_no_name_holds_are_flagged(last: str) -> None:
    named("Ada", last)
    assert assert_flags(CHECK, "ada-0", field="name", observed=f"Ada {last}").fixes == ()


@pytest.mark.parametrize(
    ("last", "right"),
    [
        ("Quill*", "Quill"),
        ("Quill1", "Quill"),
        ("O'Byrne,", "O'Byrne"),
        ("O''Byrne", "O'Byrne"),
        ("Quill - Reed", "Quill-Reed"),
    ],
)
def test_a_mark_is_taken_away(last: str, right: str) -> None:
    named("Ada", last)
    assert_fix_converges(CHECK)
    assert Member.objects.get().last_name == right


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("Jenniffer", "Gonz\u00e1lez-Col\u00f3n"),
        ("Ada", "D\u2019Esposito"),
        ('Ada M. "Addie"', "Quill, Jr."),
        ("Ada", "Quill 3rd"),
        ("", "Smith, Ada"),
        ("???", "Quill"),
        ("Ada", "Quill (until 2019)"),
        ("\u660e", "\u674e"),
    ],
)
def test_names_hold_more_than_letters_and_other_checks_say_the_rest(first: str, last: str) -> None:
    named(first, last)
    assert_clean(CHECK)


@pytest.mark.parametrize("last", ["Blackford\u00c3\u00a9", "O&#39;Brien"])
def test_text_that_arrived_broken_or_escaped_is_said_by_other_checks(last: str) -> None:
    Member.objects.filter(pk=factories.member().pk).update(last_name=last)
    assert_clean(CHECK)
