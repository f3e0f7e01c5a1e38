"""The rules by which two names, read into their parts, may be one person's."""

from __future__ import annotations

from itertools import chain

from issues.values.same import given_names
from issues.values.same.spelling import PlainName

#: Words that some write before a last name and others leave out.
PARTICLES = frozenset(
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


def are_compatible(a: PlainName, b: PlainName) -> bool:
    """True if the names may well be one person's."""
    if a.key == b.key:
        return bool(a.key)
    if a.generation and b.generation and a.generation != b.generation:
        return False
    if last_names_fit(a.last, b.last):
        return given_names_fit(a, b) if a.given or b.given else a.last == b.last
    return _reordered(a, b) or _reordered(b, a) or _went_by_middle(a, b) or _went_by_middle(b, a)


def last_names_fit(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """True if the last name is the same, or a part of a double one, with or without particles."""
    if not a or not b:
        return False
    if a == b or given_names.without_umlauts("".join(a)) == given_names.without_umlauts("".join(b)):
        return True
    one, other = (
        {word for word in words if word not in PARTICLES} or set(words) for words in (a, b)
    )
    return one <= other or other <= one


def given_names_fit(a: PlainName, b: PlainName) -> bool:
    """True if all given names of one are among those of the other, in their order."""
    if not (a.given or a.nicknames) or not (b.given or b.nicknames):
        return a.last == b.last
    if any(
        given_names.may_be_same(nickname, word)
        for nickname in a.nicknames
        for word in chain(b.given[:1], b.nicknames)
    ):
        return True
    if any(
        given_names.may_be_same(nickname, word) for nickname in b.nicknames for word in a.given[:1]
    ):
        return True
    one, other = _without_short(a.given), _without_short(b.given)
    if "".join(one) == "".join(other):
        return True
    one, other = _compounded(one, other), _compounded(other, one)
    return _among(one, other) or _among(other, one)


def _without_short(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names without a short form of the first name that follows it, as in `William
    Bill`."""
    return names[:1] + tuple(
        name
        for name in names[1:]
        if len(name) == 1 or name not in given_names.other_forms(names[0])
    )


def _compounded(names: tuple[str, ...], like: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names with two of them joined if the other side writes them so: `Mary Ann` and
    `Maryann`."""
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
    """True if the two may be one name, or one is the other's initial in the same place.

    Among initials alone the place does not matter: `J.` is not `Robert James`, but `R.J.` may be
    `James`.
    """
    short, long = (one, other) if len(one) == 1 else (other, one)
    if len(short) > 1:
        return given_names.may_be_same(one, other)
    return may_be_initial and (
        long[0] == short
        or (len(long) > 1 and any(name[0] == short for name in given_names.other_forms(long)))
    )


def _reordered(a: PlainName, b: PlainName) -> bool:
    """True if the columns are swapped, or the family name comes first.

    The words are the same, or `a` begins with the last name and goes on with given names of `b`.
    """
    words, others = (*a.given, *a.last), (*b.given, *b.last)
    if len(words) < 2 or not b.last:
        return False
    if sorted(words) == sorted(others):
        return True
    turned = words[1:]
    return words[0] == "".join(b.last) and len(turned[0]) > 1 and set(turned) <= set(b.given)


def _went_by_middle(a: PlainName, b: PlainName) -> bool:
    """True if the last name of `a` is a middle name of `b` and all else is the same: `Ann Brown`
    and `Ann Brown Carter`."""
    return (
        len(a.last) == 1
        and len(a.last[0]) > 2
        and len(a.given) == 1
        and len(a.given[0]) > 1
        and b.given[:2] == (a.given[0], a.last[0])
    )
