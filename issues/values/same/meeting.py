"""Keys under which names meet: two names that may be one person's, or that look alike, have one in
common.

So nobody has to be compared with everybody. The keys follow the rules of `names.py`, each of which
needs some part to be the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from issues.values.same.compatibility import PARTICLES
from issues.values.same.given_names import are_rare, without_umlauts
from issues.values.same.names import plain
from issues.values.same.spelling import PlainName, read_name

#: Last names with more letters may differ in two of them. At most one of the two is among the first
#: letters, or at most one is among the last: so many of each do not overlap.
SHORT, END = 8, 4
#: Letters of a last name. A slip is sought in no longer one: each letter makes a key as long as it.
LONGEST = 40
#: Parts of two names that hold the same words if those of one are in another order.
COUNTERPART = {
    "last": "first",
    "first": "last",
    "given and last": "two given",
    "two given": "given and last",
}


class MeetingKeys(NamedTuple):
    """The keys that a name offers to others, and those that it seeks among what they offer."""

    offered: frozenset[str]
    sought: frozenset[str]


def meeting_keys(first: str, last: str) -> MeetingKeys:
    """Return the keys of a name."""
    name = read_name(first, last)
    shared = {*_same_words(name), *_same_last_name(name, last), *_mistyped_last_name(name)}
    turned = list(_turned(name))
    return MeetingKeys(
        frozenset(shared.union(f"{part}: {words}" for part, words in turned)),
        frozenset(shared.union(f"{COUNTERPART[part]}: {words}" for part, words in turned)),
    )


def _same_words(name: PlainName) -> Iterator[str]:
    """Yield the keys of names with the same words in whatever order, or with the same given names
    beside another last name."""
    if name.key:
        yield f"{name.key}="
        yield f"{' '.join(sorted((*name.given, *name.last)))}="
    if are_rare(name.given):
        yield f"{' '.join(name.given)}+"


def _same_last_name(name: PlainName, written: str) -> Iterator[str]:
    """Yield the keys of names whose last names have a word in common. `written` is the last name
    as it was given."""
    words = {word for word in name.last if word not in PARTICLES} or set(name.last)
    whole = (without_umlauts("".join(name.last)), plain("", written))
    for word in {*words, *name.last[-1:], *filter(None, whole)}:
        yield f"{word}-"


def _mistyped_last_name(name: PlainName) -> Iterator[str]:
    """Yield the keys of names whose last names differ by a slip of the pen.

    Two words that differ by a letter, or by two that are swapped, are the same once the right
    letter is taken from each.
    """
    last = "".join(name.last)
    if not 0 < len(last) <= LONGEST:
        return
    yield f"{last}~"
    for shorter in _without_a_letter(last):
        yield f"{shorter}~"
    if len(last) > SHORT:
        for shorter in _without_a_letter(last[:END]):
            yield f"{shorter}~~"
        for shorter in _without_a_letter(last[-END:]):
            yield f"{last[0]}~~{shorter}"


def _without_a_letter(word: str) -> Iterator[str]:
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]


def _turned(name: PlainName) -> Iterator[tuple[str, str]]:
    """Yield the keys of names that may have their words in another order, each as a part of the
    name and its words. What one name has in one part, the other has in its `COUNTERPART`."""
    words = (*name.given, *name.last)
    if name.last:
        yield "last", "".join(name.last)
    if len(words) > 1:
        yield "first", words[0]
    if len(name.given) == len(name.last) == 1:
        yield "given and last", " ".join(words)
    if len(name.given) > 1:
        yield "two given", " ".join(name.given[:2])
