"""A bound on the comparison of names in pairs, as a list may be as long as somebody makes it.

While both sides are small, everybody is compared with everybody. Otherwise only people who share a
rare word of their names are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from issues.official.person import Person
from issues.values.same import names

#: At most so many pairs are compared one by one: 500 people with 500 members, none matched before.
PAIRS = 250_000
#: With more pairs than that, only words that so many people of the list share are looked up.
FEW = 10
#: More people with one name, or rows with one identifier, cannot be told apart.
NAMESAKES, SHARING = 50, 5


class NearPeople:
    """An index of the people of a list, to be compared with `against` members."""

    def __init__(self, people: Sequence[Person], against: int) -> None:
        self._all: Sequence[int] | None = (
            range(len(people)) if len(people) * against <= PAIRS else None
        )
        self._of_word: dict[str, list[int]] = defaultdict(list)
        for place, person in enumerate(people if self._all is None else ()):
            for word in _words(person.written):
                if len(self._of_word[word]) <= FEW:
                    self._of_word[word].append(place)

    def worth_comparing(self, written: Iterable[tuple[str, str]]) -> Sequence[int]:
        """Return the places in the list of the people worth comparing with somebody of these names,
        each given as (first name, last name)."""
        if self._all is not None:
            return self._all
        found = (self._of_word.get(word, []) for word in _words(written))
        return sorted({place for places in found if len(places) <= FEW for place in places})


def _words(written: Iterable[tuple[str, str]]) -> frozenset[str]:
    return frozenset().union(*(names.words_to_compare(first, last) for first, last in written))
