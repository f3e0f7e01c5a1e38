from __future__ import annotations

import pytest

from members import titles

OR_NAMES = {name: group for name, group in vars(titles).items() if name.endswith("_OR_NAMES")}


@pytest.mark.parametrize("name", OR_NAMES)
def test_a_word_that_may_be_a_name_is_in_no_group_of_words_that_nobody_is_called(name: str) -> None:
    sure = titles.TITLES | titles.OF_SEATS | titles.HONOURS | titles.BEFORE_TITLES | titles.DOTTED
    assert sure.isdisjoint(OR_NAMES[name])


def test_words_are_in_lower_case_and_without_full_stops() -> None:
    groups = [
        group for name, group in vars(titles).items() if name.isupper() and name != "DOTTED_HONOURS"
    ]
    assert all(word == word.lower().replace(".", "") for group in groups for word in group)
