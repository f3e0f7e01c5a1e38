"""Comparisons of two people's names: the same, possibly one person's, or alike.

The functions with four arguments compare the name `a` with the name `b`.
"""

from __future__ import annotations

import re

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from issues.values.same import given_names
from issues.values.same.compatibility import (
    PARTICLES,
    are_compatible,
    given_names_fit,
    last_names_fit,
)
from issues.values.same.spelling import PlainName, read_name
from members.letters import fold

#: From this closeness on, staff are asked whether two names that are not compatible are one
#: person's.
CLOSE = 80.0
#: Given names of at least so many letters may be one name in two spellings. From this closeness on
#: they are.
SHORTEST, NEARLY = 3, 90.0


def plain(first: str, last: str) -> str:
    """Return the name without case, accents, punctuation, spaces, titles and post-nominals.

    Equal for one name in two spellings.
    """
    return read_name(first, last).key


def says_no_more(given: str, stored: str) -> bool:
    """True if a list's given names are only initials that fit the stored given names.

    `R.`, `R.S.` and `RS` fit `Richard`.
    """
    letters = _initials(given)
    if letters is None:
        return False
    name = read_name(stored, "")
    starts = [
        {word[0], *(other[0] for other in given_names.other_forms(word))} for word in name.given
    ]
    plainly = _initials(stored) is not None
    return any(
        _in_order(letters, names) or (not plainly and _in_order_of(names, letters))
        for names in (starts, [{word[0]} for word in name.nicknames])
        if names or not letters
    )


def is_initials(given: str) -> bool:
    """True if the text has only initials."""
    return bool(_initials(given))


def compatible(a_first: str, a_last: str, b_first: str, b_last: str) -> bool:
    """True if the names differ but may well be one person's.

    They may differ by nicknames, initials, a name more or less, or their order.
    """
    return are_compatible(read_name(a_first, a_last), read_name(b_first, b_last))


def closeness(a_first: str, a_last: str, b_first: str, b_last: str) -> float:
    """Return how much two names look alike, from 0 to 100.

    From CLOSE on, they differ by a slip of the pen, or by the last name with the same given names.
    """
    a, b = read_name(a_first, a_last), read_name(b_first, b_last)
    if are_compatible(a, b):
        return 100.0
    alike = fuzz.ratio(a.key, b.key)
    if a.generation and b.generation and a.generation != b.generation:
        return min(alike, CLOSE - 1)
    if _is_slip(a, b):
        return max(alike, CLOSE)
    if _is_renamed(a, b):
        return CLOSE
    return min(alike, CLOSE - 1)


def unlike(a_first: str, a_last: str, b_first: str, b_last: str) -> bool:
    """True if two names of one script share no word and do not look alike."""
    a, b = read_name(a_first, a_last), read_name(b_first, b_last)
    one, other = (
        {word for word in (*name.given, *name.nicknames, *name.last) if len(word) > 1} - PARTICLES
        for name in (a, b)
    )
    if not one or not other or a.key.isascii() != b.key.isascii():
        return False
    alike = (
        are_compatible(a, b)
        or "".join(a.given) == "".join(b.given)
        or fuzz.ratio(a.key, b.key) >= CLOSE
    )
    return one.isdisjoint(other) and not alike


def nearly(a_first: str, a_last: str, b_first: str, b_last: str) -> bool:
    """True if the last word is the same, and what comes before differs by a letter or a usual
    spelling: `Tom` and `Tam`."""
    a, b = read_name(a_first, a_last), read_name(b_first, b_last)
    if not a.last or a.last[-1:] != b.last[-1:] or a.generation != b.generation:
        return False
    one, other = ("".join((*name.given, *name.last[:-1])) for name in (a, b))
    return min(len(one), len(other)) >= SHORTEST and (
        OSA.distance(one, other) == 1 or fuzz.ratio(one, other) >= NEARLY
    )


def _initials(given: str) -> str | None:
    """Return the letters of a given name that is only initials; None if it has a whole word."""
    letters = ""
    for word in re.findall(r"[^\W\d_]+", given):
        small = fold(word)
        bare = f"{word}." not in given and not set(small).isdisjoint("aeiouy")
        if len(word) > 1 and (
            bare or len(word) > 3 or not word.isupper() or given_names.is_usual(small)
        ):
            return None
        letters += small
    return letters


def _in_order(letters: str, names: list[set[str]]) -> bool:
    """True if each letter begins one of the names, in their order."""
    rest = iter(names)
    return all(any(letter in name for name in rest) for letter in letters)


def _in_order_of(names: list[set[str]], letters: str) -> bool:
    """True if each name begins with one of the letters, in their order."""
    rest = iter(letters)
    return bool(names) and all(any(letter in name for letter in rest) for name in names)


def _is_slip(a: PlainName, b: PlainName) -> bool:
    """True if the names differ by a slip of the pen, in the given names or in the last name."""
    if not a.last or not b.last or not a.given or not b.given:
        return False
    last = last_names_fit(a.last, b.last) or _mistyped("".join(a.last), "".join(b.last))
    same = "".join(a.last) == "".join(b.last)
    return last and (
        given_names_fit(a, b)
        or (
            same and (_given_mistyped(a.given[0], b.given[0]) or _middle_mistyped(a.given, b.given))
        )
    )


def _given_mistyped(one: str, other: str) -> bool:
    return not (given_names.is_usual(one) and given_names.is_usual(other)) and _mistyped(one, other)


def _middle_mistyped(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """True if one name after the first is mistyped, and all others are the same."""
    different = [
        (place, a, b) for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b
    ]
    return (
        len(one) == len(other)
        and len(different) == 1
        and different[0][0] > 0
        and _mistyped(*different[0][1:])
    )


def _mistyped(one: str, other: str) -> bool:
    """True if one word is the other with a slip.

    A slip is one letter in a word of four or more (but not the first of a short word), two letters
    in a word of nine or more, or two letters swapped.
    """
    short = min(len(one), len(other))
    if short < 3:
        return False
    distance = OSA.distance(one, other)
    if distance == 1 and (
        sorted(one) == sorted(other) or (short > 3 and (one[0] == other[0] or short > 5))
    ):
        return True
    return distance == 2 and short > 8 and one[0] == other[0]


def _is_renamed(a: PlainName, b: PlainName) -> bool:
    """True if the last names differ and the given names are the same and rare."""
    return a.given == b.given and given_names.are_rare(a.given)
