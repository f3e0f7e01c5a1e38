"""Parties of the directory that are one party under two names, and names that are not a party's.

`same/parties` tells whether two names mean one party.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from rapidfuzz.distance import OSA

from issues.values.placeholders import is_placeholder
from members import normalise

#: Offices that lists give in place of their holder's party.
OFFICES = frozenset(
    [
        *(
            "spk",
            "dspk",
            "pres",
            "dpres",
            "cwm",
            "speaker",
            "deputy speaker",
            "the speaker",
            "mr speaker",
            "madam speaker",
            "lord speaker",
        ),
        *(
            "president",
            "deputy president",
            "president of the senate",
            "presiding officer",
            "chairman of committees",
            "chair of committees",
        ),
    ]
)
#: A party's name is a slip of another's if that one has at least so many times as many members.
FAR_LARGER = 5
_COMMON = {"the", "party", "parti"}
_LONG, _LONGER = 5, 8


class Spelling(NamedTuple):
    """A party's name, and its other names: aliases and the abbreviation."""

    name: str
    others: tuple[str, ...] = ()


def plain(name: str) -> str:
    """Return a party's name without case, accents, punctuation, spaces, `The` and `Party`.

    Equal for one party in two spellings.
    """
    words = normalise.text(name).split()
    return "".join([word for word in words if word not in _COMMON] or words)


def is_office(name: str) -> bool:
    """True if this is the office of a presiding member (`SPK`) rather than a party."""
    return normalise.text(name) in OFFICES


def is_none(name: str) -> bool:
    """True if the name only means that no party is known (`Unknown`, `-`), or is an address or a
    number."""
    return is_placeholder(name) or "@" in name or "://" in name or not any(map(str.isalpha, name))


def are_near(one: str, other: str) -> bool:
    """True if two names differ in one word by a slip: one letter of five or more, two of eight or
    more."""
    first, second = normalise.text(one).split(), normalise.text(other).split()
    differing = [(a, b) for a, b in zip(first, second, strict=False) if a != b]
    if len(first) != len(second) or len(differing) != 1 or any(map(str.isdigit, one + other)):
        return False
    a, b = differing[0]
    shorter = min(len(a), len(b))
    return shorter >= _LONG and OSA.distance(a, b) <= (1 if shorter < _LONGER else 2)


def other_spellings(
    parties: Mapping[int, Spelling], chambers: Iterable[Mapping[int, int]]
) -> dict[int, int]:
    """Return parties that are another party under another name, as a dict of party key to the
    other's key.

    `parties` is a dict of key to spelling, for all parties. `chambers` has, for each chamber of one
    country, a dict of party key to number of members.
    """
    chambers = list(chambers)
    members: Counter[int] = Counter()
    for chamber in chambers:
        members.update(chamber)
    found = _called(parties, members) | _spelt(parties, members)
    for chamber in chambers:
        found |= {
            odd: other
            for odd, other in _slips(parties, chamber)
            if odd not in found and other not in found
        }
    return found


def _called(parties: Mapping[int, Spelling], members: Mapping[int, int]) -> dict[int, int]:
    """Return parties whose name is an alias or the abbreviation of exactly one other in the
    country."""
    called: dict[str, set[int]] = defaultdict(set)
    for key in members:
        for name in parties[key].others:
            called[plain(name)].add(key)
    owners = {key: called.get(plain(parties[key].name), set()) - {key} for key in members}
    return {
        key: next(iter(owner))
        for key, owner in owners.items()
        if len(owner) == 1 and not owners[next(iter(owner))]
    }


def _spelt(parties: Mapping[int, Spelling], members: Mapping[int, int]) -> dict[int, int]:
    """Return parties whose name differs from a larger party's only in spelling."""
    spelt: dict[str, list[int]] = defaultdict(list)
    for key in sorted(members, key=lambda key: (-members[key], parties[key].name)):
        spelt[plain(parties[key].name)].append(key)
    return {odd: same[0] for same in spelt.values() for odd in same[1:]}


def _slips(
    parties: Mapping[int, Spelling], chamber: Mapping[int, int]
) -> Iterable[tuple[int, int]]:
    """Yield parties that are a letter or two away from a far larger party in the same chamber."""
    by_size = sorted(chamber, key=lambda key: (-chamber[key], parties[key].name))
    for odd in by_size:
        for other in by_size:
            if chamber[other] < FAR_LARGER * chamber[odd]:
                break
            if are_near(parties[odd].name, parties[other].name):
                yield odd, other
                break
