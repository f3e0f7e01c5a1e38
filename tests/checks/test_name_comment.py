import pytest

from members.models import Member
from tests.checks.verbs import assert_clean, assert_fix_converges, assert_flags
from tests.factories import named

pytestmark = pytest.mark.django_db
CHECK = "name-comment"


def plant(number: int) -> None:
    named("Ada (goes by Addie)", "Quill", number)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("Ada (goes by Addie)", "Quill"),
        ("Ada", "Quill [retired]"),
        ("Ada", "Quill (Retired)"),
        ("Ada", "Quill (ALP)"),
        ("Ada", "Quill - see note"),
        ("Ada", "Quill aka Reed"),
        ("Ada", "Quill n\u00e9e Reed"),
        ("Ada", "Quill, formerly Reed"),
        ("Ada", "Quill MP for Kew"),
    ],
)
def test_a_comment_is_taken_out(first: str, last: str) -> None:
    named(first, last)
    assert_flags(CHECK, "ada-0", field="name", observed=f"{first} {last}")
    assert_fix_converges(CHECK)
    assert Member.objects.get().name == "Ada Quill"


def test_a_name_in_brackets_may_be_part_of_the_name() -> None:
    named("(Meng) Ada", "Quill")
    assert [fix.label for fix in assert_flags(CHECK, "ada-0", field="name").fixes] == [
        "Write Ada Quill",
        "Write Meng Ada Quill",
    ]


def test_a_name_that_stands_in_brackets_loses_them() -> None:
    named("(Ada)", "Quill")
    assert_fix_converges(CHECK)
    assert Member.objects.get().name == "Ada Quill"


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ('Ada "Addie" M.', "Quill"),
        ("Ada \u201cAddie\u201d", "Quill"),
        ("Ada", "Quill-Reed"),
        ("Aka", "Nee"),
        ("Ada", "van 't Hof"),
        ("", "(vacant)"),
    ],
)
def test_a_nickname_in_quotes_is_right(first: str, last: str) -> None:
    named(first, last)
    assert_clean(CHECK)
