"""Names and abbreviations of one and the same party."""

from __future__ import annotations

from functools import lru_cache

from issues.values.parties import plain
from members import normalise
from members.letters import fold

_GENERIC = frozenset(["the", "party", "parti", "of", "for", "and", "s", "a"])
_COUNTRIES = frozenset(
    [
        *(
            "australia",
            "australian",
            "australias",
            "australien",
            "nz",
            "zealand",
            "aotearoa",
            "british",
            "britain",
            "uk",
            "gb",
        ),
        *("canada", "canadian", "canadas", "usa", "us", "american"),
    ]
)
_VOWELS = frozenset("aeiouy")


def same_party(a: str, b: str) -> bool:
    """True if both name one party: spelling, `The`, `Party` and the country make no difference."""
    return not b.strip() or plain(a) == plain(b) or _core(a) == _core(b)


def _core(name: str) -> str:
    words = normalise.text(fold(name)).replace("new zealand", "nz").split()
    core = [word for word in words if word not in _GENERIC and word not in _COUNTRIES]
    return "".join(core if core and core != ["first"] else words)


@lru_cache(4096)
def abbreviates(short: str, long: str) -> bool:
    """True if `short` may abbreviate the party's name: by initials (`ALP`), or by its beginning
    (`LIB`)."""
    letters = normalise.text(short).replace(" ", "")
    words = normalise.text(long.replace("'s", "").replace("\u2019s", "")).split()
    if not letters or not words:
        return False
    spare = [word in _GENERIC or word in _COUNTRIES for word in words]
    if all(spare):
        spare = [False] * len(words)
    for place, word in enumerate(words):
        if word == "and":
            spare[place:] = [True] * (len(words) - place)
            break
    core = [word for word, is_spare in zip(words, spare, strict=True) if not is_spare]
    if len(core) == 1 and _shortens(letters, core[0]):
        return True
    return _spells(letters, words, spare)


def _shortens(letters: str, word: str) -> bool:
    """True if the letters are how the word begins, or its consonants: `nats` for `nationals`, `grn`
    for `greens`."""
    if len(letters) < 3:
        return False
    stem = letters.removesuffix("s")
    if word.startswith(letters) or (len(stem) > 2 and word.startswith(stem)):
        return True
    consonants = word[0] + "".join(c for c in word[1:] if c not in _VOWELS)
    return consonants.startswith(letters)


def _spells(letters: str, words: list[str], spare: list[bool]) -> bool:
    """True if the beginnings of the words make these letters, by one letter or by three and more of
    each.

    Spare words may be left out. A `p` for a `Party` that is not in the name may come last.
    """
    if not words:
        return letters in ("", "p")
    word, rest = words[0], words[1:]
    if spare[0] and _spells(letters, rest, spare[1:]):
        return True
    sizes = [
        size
        for size in range(1, len(word) + 1)
        if size != 2 and letters[:size] == word[:size] and size <= len(letters)
    ]
    return any(_spells(letters[size:], rest, spare[1:]) for size in sizes)
