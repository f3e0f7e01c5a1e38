import pytest

from tests.checks.verbs import assert_clean, assert_flags
from tests.factories import named

pytestmark = pytest.mark.django_db
CHECK = "name-placeholder"


def plant(number: int) -> None:
    named("Seat", "Vacant", number)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("Ada", "TODO"),
        ("", "Vacant"),
        ("", "[vacant]"),
        ("TBC", "TBC"),
        ("Test", "Member"),
        ("Ada", "NULL"),
        ("???", "Quill"),
        ("TBC - ask", "Quill"),
    ],
)
def test_a_word_for_nobody_is_flagged(first: str, last: str) -> None:
    named(first, last)
    assert_flags(CHECK, "ada-0", field="name", observed=f"{first} {last}".strip())


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("Christopher", "Null"),
        ("Ada", "Test"),
        ("Na", "Li"),
        ("Nan", "Reed"),
        ("Yuki", "Todo"),
        ("Ana", "Vacante"),
        ("", ""),
    ],
)
def test_there_are_people_called_so(first: str, last: str) -> None:
    named(first, last)
    assert_clean(CHECK)
