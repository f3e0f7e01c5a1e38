"""Who of a list is worth holding against somebody: all of them while the two sides are small, else
those who share a rare word.

Whatever holds names against names in pairs is bounded here, as a list may be as long as somebody
makes it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from issues.official.lists import Person
from issues.values.same import names

#: So many pairs are looked at one by one: 500 people against 500, of whom nobody was met otherwise.
PAIRS = 250_000
#: A word that more people of the list have says nothing, where there are more pairs.
FEW = 10
#: More people of one name, or rows of one identifier, are none that anybody could tell apart.
NAMESAKES, SHARING = 50, 5


class NearPeople:
    """The people of a list, asked about by so many."""

    def __init__(self, people: Sequence[Person], asked: int) -> None:
        self._all: Sequence[int] | None = (
            range(len(people)) if len(people) * asked <= PAIRS else None
        )
        self._of_word: dict[str, list[int]] = defaultdict(list)
        for place, person in enumerate(people if self._all is None else ()):
            for word in _words(person.written):
                if len(self._of_word[word]) <= FEW:
                    self._of_word[word].append(place)

    def to(self, written: Iterable[tuple[str, str]]) -> Sequence[int]:
        """The places of those who are worth holding against somebody of these names, first and last
        name each."""
        if self._all is not None:
            return self._all
        found = (self._of_word.get(word, []) for word in _words(written))
        return sorted({place for places in found if len(places) <= FEW for place in places})


def _words(written: Iterable[tuple[str, str]]) -> frozenset[str]:
    return frozenset().union(*(names.words(first, last) for first, last in written))
