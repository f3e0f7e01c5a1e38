"""When two names are one, might be one person's, or look alike."""

from __future__ import annotations

import re
from itertools import chain

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from issues.values.same import given as known_given
from issues.values.same.spelling import PlainName, read
from members.letters import fold

#: Names that are as close as this and not compatible are worth the question whether they are one
#: person's.
CLOSE = 80.0
#: Given names of so many letters may be one in two spellings; whole ones are when they are as close
#: as this.
SHORTEST, NEARLY = 3, 90.0

_PARTICLES = frozenset(
    [
        *(
            "van",
            "von",
            "der",
            "den",
            "de",
            "del",
            "della",
            "di",
            "da",
            "do",
            "dos",
            "das",
            "du",
            "la",
            "le",
            "los",
            "las",
            "lo",
        ),
        *("ter", "ten", "zu", "zur", "af", "al", "el", "bin", "ibn", "y", "e"),
    ]
)


def plain(first: str, last: str) -> str:
    """The name without case, accents, signs, spaces, titles and letters after it: equal for one
    name in two spellings."""
    return read(first, last).key


def words(first: str, last: str) -> frozenset[str]:
    """The words of which names that might be one share at least one, but for slips of the pen."""
    name = read(first, last)
    return frozenset(
        filter(None, (*name.given, *name.nicknames, *name.last, "".join(name.last), name.key))
    )


def says_no_more(given: str, known: str) -> bool:
    """Are the given names of a list only initials that fit the given names known: `R.`, `R.S.` or
    `RS` for `Richard`?"""
    letters = _initials(given)
    if letters is None:
        return False
    name = read(known, "")
    starts = [{word[0], *(other[0] for other in known_given.others(word))} for word in name.given]
    plainly = _initials(known) is not None
    return any(
        _in_order(letters, names) or (not plainly and _in_order_of(names, letters))
        for names in (starts, [{word[0]} for word in name.nicknames])
        if names or not letters
    )


def is_initials(given: str) -> bool:
    """Is this nothing but initials?"""
    return bool(_initials(given))


def compatible(a_first: str, a_last: str, b_first: str, b_last: str) -> bool:
    """Might these well be one person's names, though they differ: nicknames, initials, one name
    more or less, another order?"""
    return _compatible(read(a_first, a_last), read(b_first, b_last))


def closeness(a_first: str, a_last: str, b_first: str, b_last: str) -> float:
    """How much two names look alike, 0 to 100: from CLOSE on as by a slip of the pen, or by another
    last name with the same given names."""
    a, b = read(a_first, a_last), read(b_first, b_last)
    if _compatible(a, b):
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
    """True if two names of one script share no word, and do not look alike either."""
    a, b = read(a_first, a_last), read(b_first, b_last)
    one, other = (
        {word for word in (*name.given, *name.nicknames, *name.last) if len(word) > 1} - _PARTICLES
        for name in (a, b)
    )
    if not one or not other or a.key.isascii() != b.key.isascii():
        return False
    alike = (
        _compatible(a, b)
        or "".join(a.given) == "".join(b.given)
        or fuzz.ratio(a.key, b.key) >= CLOSE
    )
    return one.isdisjoint(other) and not alike


def nearly(a_first: str, a_last: str, b_first: str, b_last: str) -> bool:
    """True if the last word is the same and all before it is a letter or a usual way of spelling
    apart: `Tom` and `Tam`."""
    a, b = read(a_first, a_last), read(b_first, b_last)
    if not a.last or a.last[-1:] != b.last[-1:] or a.generation != b.generation:
        return False
    one, other = ("".join((*name.given, *name.last[:-1])) for name in (a, b))
    return min(len(one), len(other)) >= SHORTEST and (
        OSA.distance(one, other) == 1 or fuzz.ratio(one, other) >= NEARLY
    )


def _initials(given: str) -> str | None:
    """The letters of a given name that is only initials; None where a word stands in it."""
    letters = ""
    for word in re.findall(r"[^\W\d_]+", given):
        small = fold(word)
        bare = f"{word}." not in given and not set(small).isdisjoint("aeiouy")
        if len(word) > 1 and (
            bare or len(word) > 3 or not word.isupper() or known_given.is_usual(small)
        ):
            return None
        letters += small
    return letters


def _in_order(letters: str, names: list[set[str]]) -> bool:
    """Does each letter begin one of the names, in their order?"""
    rest = iter(names)
    return all(any(letter in name for name in rest) for letter in letters)


def _in_order_of(names: list[set[str]], letters: str) -> bool:
    """Do all the names begin with letters out of these, in their order?"""
    rest = iter(letters)
    return bool(names) and all(any(letter in name for letter in rest) for name in names)


def _compatible(a: PlainName, b: PlainName) -> bool:
    if a.key == b.key:
        return bool(a.key)
    if a.generation and b.generation and a.generation != b.generation:
        return False
    if _last_fit(a.last, b.last):
        return _given_fit(a, b) if a.given or b.given else a.last == b.last
    return _reordered(a, b) or _reordered(b, a) or _went_by_middle(a, b) or _went_by_middle(b, a)


def _last_fit(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """The same last name, or of a double one a part, with particles or without."""
    if not a or not b:
        return False
    if a == b or known_given.without_umlauts("".join(a)) == known_given.without_umlauts("".join(b)):
        return True
    one, other = (
        {word for word in words if word not in _PARTICLES} or set(words) for words in (a, b)
    )
    return one <= other or other <= one


def _given_fit(a: PlainName, b: PlainName) -> bool:
    """Do all the given names of the one stand among those of the other, in their order?"""
    if not (a.given or a.nicknames) or not (b.given or b.nicknames):
        return a.last == b.last
    if any(
        known_given.fit(nickname, word)
        for nickname in a.nicknames
        for word in chain(b.given[:1], b.nicknames)
    ):
        return True
    if any(known_given.fit(nickname, word) for nickname in b.nicknames for word in a.given[:1]):
        return True
    one, other = _without_short(a.given), _without_short(b.given)
    if "".join(one) == "".join(other):
        return True
    one, other = _compounded(one, other), _compounded(other, one)
    return _among(one, other) or _among(other, one)


def _without_short(names: tuple[str, ...]) -> tuple[str, ...]:
    """Without the short form of the first name that follows it: `William Bill`."""
    return names[:1] + tuple(
        name for name in names[1:] if len(name) == 1 or name not in known_given.others(names[0])
    )


def _compounded(names: tuple[str, ...], like: tuple[str, ...]) -> tuple[str, ...]:
    """With two names in one where the other writes them so: `Mary Ann` like `Maryann`."""
    for place in range(len(names) - 1):
        if names[place] + names[place + 1] in like:
            return (*names[:place], names[place] + names[place + 1], *names[place + 2 :])
    return names


def _among(few: tuple[str, ...], many: tuple[str, ...]) -> bool:
    if not few or len(few) > len(many):
        return False
    anywhere = all(len(name) == 1 for name in many)
    place = 0
    for index, name in enumerate(few):
        while place < len(many) and not _fits_at(
            name, many[place], anywhere or (index == 0) == (place == 0)
        ):
            place += 1
        if place == len(many):
            return False
        place += 1
    return True


def _fits_at(one: str, other: str, may_be_initial: bool) -> bool:
    """An initial stands for a name in the same place, or in any among initials alone: `J.` is not
    `Robert James`, `R.J.` may be `James`."""
    short, long = (one, other) if len(one) == 1 else (other, one)
    if len(short) > 1:
        return known_given.fit(one, other)
    return may_be_initial and (
        long[0] == short
        or (len(long) > 1 and any(name[0] == short for name in known_given.others(long)))
    )


def _reordered(a: PlainName, b: PlainName) -> bool:
    """The columns swapped, or the family name first: the same words, or the same last name at the
    front and some of the given."""
    words, others = (*a.given, *a.last), (*b.given, *b.last)
    if len(words) < 2 or not b.last:
        return False
    if sorted(words) == sorted(others):
        return True
    turned = words[1:]
    return words[0] == "".join(b.last) and len(turned[0]) > 1 and set(turned) <= set(b.given)


def _went_by_middle(a: PlainName, b: PlainName) -> bool:
    """Is the last name of `a` a name in the middle of `b`, and all else the same: `Ann Brown`, `Ann
    Brown Carter`?"""
    return (
        len(a.last) == 1
        and len(a.last[0]) > 2
        and len(a.given) == 1
        and len(a.given[0]) > 1
        and b.given[:2] == (a.given[0], a.last[0])
    )


def _is_slip(a: PlainName, b: PlainName) -> bool:
    """A slip of the pen in the given names or in the last name, and nothing else."""
    if not a.last or not b.last or not a.given or not b.given:
        return False
    last = _last_fit(a.last, b.last) or _mistyped("".join(a.last), "".join(b.last))
    same = "".join(a.last) == "".join(b.last)
    return last and (
        _given_fit(a, b)
        or (
            same and (_given_mistyped(a.given[0], b.given[0]) or _middle_mistyped(a.given, b.given))
        )
    )


def _given_mistyped(one: str, other: str) -> bool:
    return not (known_given.is_usual(one) and known_given.is_usual(other)) and _mistyped(one, other)


def _middle_mistyped(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """A slip in one of the names after the first, where all others are the same."""
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
    """One letter of four or more (but not the first of a short word), two of nine or more; or two
    letters swapped."""
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
    """Another last name, and given names that few share: three of them, or one that is not usual."""
    if a.given != b.given:
        return False
    whole = [name for name in a.given if len(name) > 1]
    return len(whole) > 2 or any(len(name) > 3 and not known_given.is_usual(name) for name in whole)
