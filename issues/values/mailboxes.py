"""The local part of an e-mail address (before the @), compared with the name of its owner."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from rapidfuzz.distance import OSA

from members.letters import WHOLE, fold
from members.titles import GENERATIONS, OF_OFFICE, OF_SEATS

#: A dict of letter to the ways in which an address may write it.
_LETTERS = {letter: (plain,) for letter, plain in WHOLE.items()} | {
    "ø": ("o", "oe"),
    "å": ("a", "aa"),
    "ä": ("a", "ae"),
    "ö": ("o", "oe"),
    "ü": ("u", "ue"),
    "ß": ("ss",),
    "ð": ("d", "th"),
}
_NOT_LETTERS = re.compile(r"[^a-z]+")
_WORDS = re.compile(r"[\s\-\u2010-\u2015/,()\"\u201c\u201d]+")

_BEFORE_LAST = re.compile(
    r"\A(?:[a-z]{2,4}[._])?(?P<first>[a-z]{5,}+)[._](?P<last>[a-z'-]+)(?:\.(?:mp|mla|msp|mlc|"
    r"[ac]1))?$"
)

_OFFICES = """
electorate electorateoffice electoral constituency district info contact contactus mail email
enquiries enquiry admin media press leader speaker deputy premier president treasurer chief whip
opposition house senate parliament council town city shire reception secretary assistant staff team
the lord lady deputypremier lordmayor primeminister pm clerk chair ward support my your me hello
"""
#: Words before or after a name in an address that are not part of it.
TITLES = frozenset(map(fold, OF_OFFICE | OF_SEATS)) | {
    "sen",
    "alderman",
    "mayor",
    "hon",
    "dr",
    "del",
    "office",
}
#: Words in addresses of an office rather than a person.
OFFICES = TITLES | frozenset(_OFFICES.split())


def spellings(word: str) -> set[str]:
    """Return a name in the letters a to z, in every way that an address may write it.

    `Müller` gives `muller` and `mueller`.
    """
    word = word.lower()
    if word.isascii():
        return {_NOT_LETTERS.sub("", word)}
    choices = [
        _LETTERS.get(letter) or (unicodedata.normalize("NFKD", letter),)
        for letter in unicodedata.normalize("NFC", word)[:40]
    ]
    special = sum(len(choice) > 1 for choice in choices)
    if special > 3:
        choices = [choice[:1] for choice in choices]
    return {_NOT_LETTERS.sub("", "".join(letters)) for letters in product(*choices)}


def name_words(name: str) -> list[str]:
    """Return the words of a name without generations (`Jr.`)."""
    return [
        word for word in _WORDS.split(name) if word and word.lower().strip(".") not in GENERATIONS
    ]


#: The most words of a name that are used, and characters before an `@`. Valid addresses have fewer.
MOST_WORDS, LONGEST = 12, 64


def joined_words(name: str) -> set[str]:
    """Return the words of a name joined, and each run of them that may be used for it.

    `Westra van Holthe` gives `westravanholthe`, `westra`, `holthe` and others.
    """
    words = name_words(name)[:MOST_WORDS]
    joined = {
        spelling
        for begin in range(len(words))
        for end in range(begin + 1, len(words) + 1)
        for spelling in spellings("".join(words[begin:end]))
    }
    return joined - {""}


@dataclass(frozen=True)
class Slip:
    """A piece of a local part that is nearly a name: where it begins, as it is written, and the
    right spelling."""

    begins: int
    written: str
    right: str


def last_name_slip(local: str, first_name: str, last_name: str) -> Slip | None:
    """Return the near miss of the last name in a local part whose other part is exactly the first
    name, its initial or a title.

    `clare.curren` is one for Clare Curran. None if the last name, or a word of it, is there. None
    as well if nothing else shows that the member is meant: nicknames, maiden names and offices are
    not slips.
    """
    if len(local) > LONGEST:
        return None
    lasts, firsts = joined_words(last_name), joined_words(first_name)
    whole = spellings("".join(name_words(last_name)))
    plain = local.lower()
    squeezed = _NOT_LETTERS.sub("", plain)
    if not whole or any(last in squeezed for last in lasts if len(last) > 2):
        return None
    for begins, written, met in _last_name_pieces(plain, firsts):
        for right in sorted(whole):
            if _near(_NOT_LETTERS.sub("", written), right, met):
                return Slip(begins, local[begins : begins + len(written)], right)
    return None


def first_name_slip(local: str, first_name: str, last_name: str) -> Slip | None:
    """Return the near miss of a first name in a local part that goes on with exactly the last name.

    `jacqi.dean` is one for Jacqui Dean. Only long names with the same initial count: `steve.dean`
    is Stephen's nickname, and `steven.dean` may be Steve's whole name.
    """
    last, firsts = name_words(last_name), joined_words(first_name)
    found = _BEFORE_LAST.match(local.lower())
    if (
        not found
        or _NOT_LETTERS.sub("", found["last"]) not in spellings("".join(last))
        or found["first"] in firsts
    ):
        return None
    near = {first for first in firsts if _is_near_first(found["first"], first)}
    return (
        Slip(found.start("first"), local[found.start("first") : found.end("first")], near.pop())
        if len(near) == 1
        else None
    )


def _is_near_first(written: str, right: str) -> bool:
    prefix = written.startswith(right) or right.startswith(written)
    return (
        min(len(written), len(right)) >= 5
        and written[0] == right[0]
        and not prefix
        and OSA.distance(written, right) == 1
    )


def _near(written: str, right: str, met: int) -> bool:
    """True if one is the other with one slip, or with two in a long name.

    The fewer letters of the first name were met, the longer the last name must be.
    """
    least = 4 if met > 2 else 5
    if len(right) < least or (written[:1] != right[:1] and len(right) < 6):
        return False
    if met < 3 and (right.startswith(written) or written.startswith(right)):
        return False  # cut short, or a further initial
    return 0 < OSA.distance(written, right) <= (2 if met > 2 and len(right) >= 9 else 1)


def _last_name_pieces(local: str, firsts: set[str]) -> Iterator[tuple[int, str, int]]:
    """Yield what may be the last name: where it begins, how it is written, and how many letters of
    the first name were met."""
    met_letters = {
        **{first: len(first) for first in firsts},
        **{first[0]: 1 for first in firsts if first},
        **dict.fromkeys(TITLES, 2),
    }
    pieces = list(re.finditer(r"[a-z']+(?:-[a-z']+)*", local))
    for number, piece in enumerate(pieces):
        others = [
            _NOT_LETTERS.sub("", other[0]) for other in (*pieces[:number], *pieces[number + 1 :])
        ]
        if others and all(other in met_letters for other in others):
            yield piece.start(), piece[0], max(met_letters[other] for other in others)
    if len(pieces) == 1 and "-" not in local:
        (piece,) = pieces
        for first, met in met_letters.items():
            if first and piece[0].startswith(first):
                yield piece.start() + len(first), piece[0][len(first) :], met
            if met > 2 and piece[0].endswith(first):
                yield piece.start(), piece[0][: -len(first)], met
        for title in TITLES:
            for first in firsts:
                if len(first) > 2 and piece[0].startswith(title + first):
                    begins = len(title) + len(first)
                    yield piece.start() + begins, piece[0][begins:], len(first)
