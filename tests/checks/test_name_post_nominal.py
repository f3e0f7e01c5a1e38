import pytest

from members.models import Member
from tests import factories
from tests.checks.verbs import assert_clean, assert_fix_converges, assert_flags

pytestmark = pytest.mark.django_db
CHECK = "name-post-nominal"


def named(first: str, last: str, post_nominals: str = "") -> Member:
    return Member.objects.create(
        slug="ada",
        first_name=first,
        last_name=last,
        post_nominals=post_nominals,
        chamber=factories.chamber(),
    )


def plant(number: int) -> None:
    Member.objects.create(
        slug=f"ada-{number}", first_name="Ada", last_name="Quill MP", chamber=factories.chamber()
    )


@pytest.mark.parametrize(
    ("first", "last", "before", "after"),
    [
        ("Ada", "Quill MP", "", "MP"),
        ("Ada", "Quill, OAM", "", "OAM"),
        ("Ada", "Quill AM MLA", "PhD", "PhD AM MLA"),
        ("Ada", "Quill MP", "MP", "MP"),
        ("Ada OAM", "Quill", "", "OAM"),
        ("Ada Quill", "MP", "", "MP"),
    ],
)
def test_letters_in_a_name_move_behind_it(first: str, last: str, before: str, after: str) -> None:
    named(first, last, before)
    assert_flags(CHECK, "ada", field="name", observed=f"{first} {last}")
    assert_fix_converges(CHECK)
    ada = Member.objects.get()
    assert (ada.first_name, ada.last_name, ada.post_nominals) == ("Ada", "Quill", after)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("Ada", "Ma"),
        ("Ada", "Van Do"),
        ("William AC", "Reed"),
        ("Ada", "Reed Jr."),
        ("Ada", "Reed, III"),
        ("Ada", "Reed (MP)"),
        ("Mp", "Reed"),
    ],
)
def test_short_surnames_initials_generations_and_comments_are_not_such_letters(
    first: str, last: str
) -> None:
    named(first, last)
    assert_clean(CHECK)
