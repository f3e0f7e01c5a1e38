import pytest

from members.models import Member
from tests.checks.verbs import assert_clean, assert_fix_converges, assert_flags
from tests.factories import named

pytestmark = pytest.mark.django_db
CHECK = "name-reversed"


def plant(number: int) -> None:
    named("", "Quill, Ada", number)


@pytest.mark.parametrize(
    ("first", "last", "right"),
    [
        ("", "Quill, Ada", ("Ada", "Quill")),
        ("Ada", "Quill, Ada", ("Ada", "Quill")),
        ("Quill, Ada", "Quill", ("Ada", "Quill")),
        ("John D., IV", "Quill", ("John D.", "Quill IV")),
        ("John Jr.", "Quill", ("John", "Quill Jr.")),
    ],
)
def test_the_parts_go_to_their_places(first: str, last: str, right: tuple[str, str]) -> None:
    named(first, last)
    assert_flags(CHECK, "ada-0", field="name")
    assert_fix_converges(CHECK)
    ada = Member.objects.get()
    assert (ada.first_name, ada.last_name) == right


def test_a_comma_after_the_first_name_may_be_one_too_many() -> None:
    named("Quill,", "Ada")
    assert [fix.label for fix in assert_flags(CHECK, "ada-0", field="name").fixes] == [
        "Write Ada | Quill",
        "Write Quill | Ada",
    ]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("Ada", "Quill, Jr."),
        ("Ada", "Quill, III"),
        ("Ada", "Quill, MP"),
        ("JR", "Quill"),
        ("Ada", "Quill,"),
    ],
)
def test_a_comma_before_what_follows_a_name_is_right(first: str, last: str) -> None:
    named(first, last)
    assert_clean(CHECK)
