import pytest

from issues.values.placeholders import is_placeholder


@pytest.mark.parametrize(
    "text",
    ["TBC", "n/a", "N.A.", "???", "-", "--", "To be confirmed", "#REF!", "#N/A", "xxxx", "None"],
)
def test_what_says_only_that_there_is_no_value_is_a_placeholder(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize(
    "text", ["", "  ", "Nil Desperandum", "Testa", "Na Li", "0", "Unknown Road", "12"]
)
def test_a_value_that_only_looks_like_one_is_none_nor_is_nothing(text: str) -> None:
    assert not is_placeholder(text)
