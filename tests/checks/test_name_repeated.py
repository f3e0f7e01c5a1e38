import pytest

from members.models import Member
from tests.checks.verbs import assert_clean, assert_fix_converges, assert_flags
from tests.factories import named

pytestmark = pytest.mark.django_db
CHECK = "name-repeated"


def plant(number: int) -> None:
    named("Ada Quill", "Quill", number)


@pytest.mark.parametrize(("first", "last"), [("Ada Quill", "Quill"), ("Ada", "Ada Quill")])
def test_a_whole_name_in_one_of_the_names_is_flagged(first: str, last: str) -> None:
    named(first, last)
    assert_fix_converges(CHECK)
    ada = Member.objects.get()
    assert (ada.first_name, ada.last_name) == ("Ada", "Quill")


def test_the_same_name_twice_is_flagged_and_nothing_follows() -> None:
    named("Quill", "Quill")
    assert assert_flags(CHECK, "ada-0", field="name", observed="Quill Quill").fixes == ()


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("William", "Williams"),
        ("Sheila Jackson", "Jackson Lee"),
        ("Marianne", "Anne"),
        ("", "Quill"),
        ("Ada", ""),
        ("Al", "Alford"),
        ("TBC", "TBC"),
    ],
)
def test_names_that_are_alike_are_not_repeated(first: str, last: str) -> None:
    named(first, last)
    assert_clean(CHECK)
