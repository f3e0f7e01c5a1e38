import pytest

from issues.values.series import Series, may_count_up, stem_and_number


def fed(*rows: str | list[str]) -> list[list[str]]:
    """Return the values of each series that ends while these rows are fed."""
    series = Series()
    cells = [
        (number, cell)
        for number, row in enumerate(rows, start=1)
        for cell in ([row] if isinstance(row, str) else row)
    ]
    ended = [series.feed(number, cell) for number, cell in cells]
    return [found.values for found in (*ended, *series.end()) if found]


def test_four_that_count_up_are_a_series() -> None:
    assert fed("6000", "6022", "6023", "6024", "6025", "6000") == [["6022", "6023", "6024", "6025"]]
    assert fed("5 High Street", "6 High Street", "7 High Street", "8 High Street") == [
        ["5 High Street", "6 High Street", "7 High Street", "8 High Street"]
    ]


def test_three_are_none_and_neither_are_equal_or_different_values() -> None:
    assert fed("6022", "6023", "6024") == []
    assert fed("6000", "6000", "6000", "6000") == []
    assert fed("5 High Street", "6 Low Street", "7 High Street", "8 Low Street") == []


def test_any_value_of_a_row_may_go_on_with_it() -> None:
    assert fed("6022", ["6000", "6023"], "6024", ["6025", "6000"]) == [
        ["6022", "6023", "6024", "6025"]
    ]


def test_a_value_with_no_number_or_with_several_ends_it() -> None:
    assert stem_and_number("PO Box 12") == ("PO Box #", 12)
    assert stem_and_number("Level 1, 12 High Street")[0] is None
    assert fed("1", "2", "", "3", "4") == []


@pytest.mark.parametrize("before", [[], ["6000"], ["", "6000"]])
def test_every_second_value_shows_a_series_wherever_it_begins(before: list[str]) -> None:
    assert may_count_up([*before, "6022", "6023", "6024", "6025"][::2])


@pytest.mark.parametrize(
    "half", [[], ["6000", "6000"], ["6022", "6023"], ["5 High Street", "7 Low Street"], ["", "2"]]
)
def test_a_column_without_one_is_left_at_once(half: list[str]) -> None:
    assert not may_count_up(half)
