import pytest

from issues.values.order import is_misplaced, reordered


@pytest.mark.parametrize(
    ("first", "last", "meant"),
    [
        ("", "Smith, John", [("John", "Smith")]),
        ("John", "Smith, John", [("John", "Smith")]),
        ("Smith, John", "", [("John", "Smith")]),
        ("Smith, John", "Smith", [("John", "Smith")]),
        ("Smith,", "John", [("John", "Smith"), ("Smith", "John")]),
        ("John D., IV", "Rockefeller", [("John D.", "Rockefeller IV")]),
        ("John Jr.", "Smith", [("John", "Smith Jr.")]),
        ("Robin", "Smith, John", []),
        ("", "Smith, Hon. John", []),
        ("", "Smith, John (Jack)", None),
    ],
)
def test_names_are_put_in_order_where_it_is_plain_which_is_which(
    first: str, last: str, meant: list[tuple[str, str]] | None
) -> None:
    assert is_misplaced(first, last) == (meant is not None)
    assert reordered(first, last) == (meant or [])


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("John", "Smith, Jr."),
        ("John", "Smith, III"),
        ("John", "Smith, MP"),
        ("John", "Smith, OAM, MLA"),
        ("John", "Smith, Dr"),
        ("John D. Rockefeller,", "IV"),
        ("JR", "Claeys"),
        ("John", "O'Byrne,"),
        ("Vi", "Smith"),
        ("", ""),
    ],
)
def test_what_follows_a_name_after_a_comma_is_in_its_place(first: str, last: str) -> None:
    assert not is_misplaced(first, last)
