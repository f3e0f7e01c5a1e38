"""The telephone numbers in a text, each with what the words beside it mean."""

from __future__ import annotations

import re
from typing import NamedTuple

import phonenumbers

from members import normalise

#: What may stand between two numbers.
BETWEEN = r"\s*+(?:[/\\|&;,]|\bor\b|\band\b)\s*+"
#: A second number of at most so many characters: no ending of a number is longer.
AGAIN = re.compile(
    rf"(?<!\s)(?:{BETWEEN}|\s*+[-\u2013]\s*+(?=\d\d))(\d(?:[\d-]|\s++(?=[\d-])){{0,40}}?)(?=\s*+"
    rf"(?:$|[(/|&;,]|or\b|and\b))",
    re.IGNORECASE,
)
_FAX = re.compile(r"\b(?:fax|facsimile|fx)\b|^\W*f\W*$", re.IGNORECASE)
_VOICE = re.compile(
    r"\b(?:phone|ph|telephone|tel|voice|mobile|mob|cell)\b|^\W*[tpm]\W*$", re.IGNORECASE
)
_TOLLFREE = re.compile(r"toll[\s-]?free|free[\s-]?(?:call|phone)", re.IGNORECASE)
LETTER = re.compile(r"[^\W\d_]")


class Part(NamedTuple):
    """A valid number found in a text, with what the words beside it mean.

    `medium` is "fax", "voice", or "" if nothing is said. `tollfree` is True if it is called
    toll-free.
    """

    number: str
    medium: str = ""
    tollfree: bool = False


def parts_of(text: str, country: str) -> tuple[tuple[Part, ...], str]:
    """Return the valid numbers in a text, and the text without them."""
    whole = [
        (match.raw_string, match.start, match.end)
        for match in phonenumbers.PhoneNumberMatcher(text, country or None)
    ]
    if (
        not whole
        and (other := AGAIN.search(text))
        and normalise.phone(text[: other.start()], country)[0]
    ):
        whole = [(text[: other.start()], 0, other.start())]
    found: list[tuple[str, int, int]] = []
    for one, (number, start, end) in enumerate(whole):
        found.append((number, start, end))
        until = whole[one + 1][1] if one + 1 < len(whole) else len(text)
        while other := AGAIN.match(text, end, until):
            ending = _ending(number, re.sub(r"\D", "", other[1]))
            if not normalise.phone(ending, country)[0]:
                break
            found.append((ending, *other.span(1)))
            end = other.end(1)
    edges = [0, *(edge for _, start, end in found for edge in (start, end)), len(text)]
    gaps = [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    labels = gaps[:-1] if LETTER.search(gaps[0]) else gaps[1:]
    return tuple(
        _part(number, label) for (number, _, _), label in zip(found, labels, strict=False)
    ), " ".join(gaps) if found else text


def repeats_a_number(parts: tuple[Part, ...], country: str) -> bool:
    """True if two of these are one number with different extensions."""
    return len({normalise.phone(part.number, country)[0] for part in parts}) < len(parts)


def _part(number: str, label: str) -> Part:
    medium = "fax" if _FAX.search(label) else "voice" if _VOICE.search(label) else ""
    return Part(number, medium, bool(_TOLLFREE.search(label)))


def _ending(number: str, digits: str) -> str:
    """Return the number with its last digits replaced: `(02) 9977 6411 / 12` is also `(02) 9977
    6412`."""
    result, rest = list(number), list(digits)
    for i in range(len(result) - 1, -1, -1):
        if rest and result[i].isdigit():
            result[i] = rest.pop()
    return "" if rest else "".join(result)
