import pytest

from issues.values.identifiers import common_form, is_nothing, odd


@pytest.mark.parametrize("value", ["", "  ", "0", "000", "TBC", "n/a", "?", "--"])
def test_stopgaps_are_no_identifiers(value: str) -> None:
    assert is_nothing(value)


@pytest.mark.parametrize("value", ["R36", "10", "0E4", "A000000", "Null-2"])
def test_identifiers_are_not_stopgaps(value: str) -> None:
    assert not is_nothing(value)


def test_few_identifiers_have_no_form() -> None:
    assert common_form([f"A{n:06}" for n in range(19)]) is None


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ([f"A{n:06}" for n in range(40)], "A00001"),
        ([f"Q{n}" for n in range(990, 1030)], "990"),
        ([f"person/{n:08x}-{n * 7:04x}" for n in range(1, 40)], "person/0000000-0001"),
        ([f"perth/j-smith{n}" for n in range(40)], "perth j-smith"),
    ],
)
def test_the_one_of_another_form_is_odd(values: list[str], wrong: str) -> None:
    form = common_form([*values, wrong])
    assert form is not None
    assert odd([*values, wrong], form) == [wrong]


def test_lengths_of_numbers_that_count_are_no_form() -> None:
    values = [*(f"Q{n}" for n in range(100, 140)), "Q7", "Q1000"]
    form = common_form(values)
    assert form is not None
    assert odd(values, form) == []


def test_what_follows_from_a_wrong_value_is_known() -> None:
    letters = common_form([f"B{n:06}" for n in range(20)])
    numbers = common_form([f"{n:06}" for n in range(20)])
    assert letters
    assert numbers
    assert [letters.mended(value) for value in ("b000944", " B000944", "B944")] == [
        "B000944",
        "B000944",
        "",
    ]
    assert [numbers.mended(value) for value in ("944", "0009440")] == ["000944", ""]
