"""A bound on the comparison of names in pairs, as a list may be as long as somebody makes it.

Only names that share a key are compared. While both sides are small, it does not matter how many
share it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from issues.official.person import Person
from issues.values.same.meeting import meeting_keys

#: At most so many pairs are compared one by one: 500 people with 500 members, none matched before.
PAIRS = 250_000
#: With more pairs than that, a key is looked up only if few people of the list have it: so many, or
#: as many as leave each of `KEYS` keys of all members that number of pairs.
FEW, KEYS = 10, 8
#: More people with one name, or rows with one identifier, cannot be told apart.
NAMESAKES, SHARING = 50, 5


class NearPeople:
    """An index of the people of a list, to be compared with these names.

    A name is (first name, last name).
    """

    def __init__(self, people: Sequence[Person], others: Collection[tuple[str, str]]) -> None:
        pairs = len(people) * len(others)
        self._few = max(FEW, len(people) if pairs <= PAIRS else PAIRS // (KEYS * len(others)))
        self._of_key: dict[str, list[int]] = defaultdict(list)
        sought = {key for name in others for key in meeting_keys(*name).sought}
        for place, person in enumerate(people if sought else ()):
            offered = {key for name in person.written for key in meeting_keys(*name).offered}
            for key in offered & sought:
                if len(self._of_key[key]) <= self._few:
                    self._of_key[key].append(place)

    def worth_comparing(self, first: str, last: str) -> Sequence[int]:
        """Return the places in the list of the people worth comparing with one of the names."""
        found = (self._of_key.get(key, []) for key in meeting_keys(first, last).sought)
        return sorted({place for places in found if len(places) <= self._few for place in places})
