import pytest

from issues.values.nobody import is_nobody


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("Robin", "TODO"),
        ("TBC", "TBC"),
        ("", "Vacant"),
        ("Seat", "Vacant"),
        ("Vacant", "Seat"),
        ("", "Vacant - by-election due"),
        ("", "[vacant]"),
        ("Test", "Test"),
        ("Test", "Member"),
        ("First Name", "Surname"),
        ("Ann", "NULL"),
        ("nan", "nan"),
        ("???", "Smith"),
        ("Ann", "-"),
        ("Unknown", ""),
        ("TODO: ask", "Smith"),
    ],
)
def test_these_name_nobody(first: str, last: str) -> None:
    assert is_nobody(first, last)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("Christopher", "Null"),
        ("Na", "Li"),
        ("Nan", "Hayworth"),
        ("Ann", "Test"),
        ("ANN", "NULL"),
        ("Yuki", "Todo"),
        ("Lou", "Blank"),
        ("", "Todorov"),
        ("Ana", "Vacante"),
        ("", ""),
        ("Nil", "Ditto-Smith"),
    ],
)
def test_there_are_people_called_so(first: str, last: str) -> None:
    assert not is_nobody(first, last)
