"""Every pattern of the product takes time in proportion to the text, whatever the text is.

Each is tried with the texts that its own parts suggest (`tests/support/pumps.py`), by searching and
by matching the whole. A pattern used only at the beginning of a text starts with `\\A`. A repetition
that need not backtrack is written `*+` or `++`.
"""

from __future__ import annotations

import re
from functools import partial

import pytest

from tests.support import growth, modulepatterns, pumps

PATTERNS = modulepatterns.patterns()

#: Functions that build patterns from our own words or from a value that is matched literally.
#: `test_linear_entrances.py` tests them.
BUILT = {
    "issues.privacy.erasure.of",
    "issues.values.sites.plain",
    "issues.privacy.spellings.pattern",
    "issues.privacy.spellings.words",
    "members.normalise.link",
    "members.postcodes._form",
    "members.postcodes._rules",
    "members.sources.mapping.day_form",
    "members.sources.mapping_interpretation._only",
    "members.sources.whole_names.split_whole_name",
}


def search_all(pattern: re.Pattern[str], text: str) -> None:
    for _ in pattern.finditer(text):
        pass


@pytest.mark.parametrize("place", PATTERNS)
def test_a_pattern_takes_time_in_proportion_to_the_text(place: str) -> None:
    pattern = PATTERNS[place]
    worst, text = 1.0, ""
    for make in pumps.of_pattern(pattern):
        for act in (partial(search_all, pattern), pattern.fullmatch):
            times = growth.growth(act, make, 750)
            if times > worst:
                worst, text = times, make(12)
            assert times < growth.LIMIT, (
                f"{place} takes {times:.1f} times as long for four times as much of {text!r}"
            )
    print(f"{place}: {worst:.1f}" + (f" for {text!r}" if text else ""))


def test_the_walk_finds_patterns_wherever_they_stand() -> None:
    assert {
        "yvih_site.logs._PRIVATE",
        "issues.values.emails._SLIPS#2",
        "issues.checks.link_shared.BY_KIND",
        "issues.client_address._parsed()",
    } <= {*PATTERNS}


def test_what_the_walk_cannot_see_is_known() -> None:
    assert modulepatterns.built() == BUILT
