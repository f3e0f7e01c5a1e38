"""Names wholly in capitals, or without any."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+")
#: How these are written differs from person to person: `MacDonald` or `Macdonald`, `De Luca` or `de
#: Luca`.
_OPEN = re.compile(
    r"(?:MAC|MC|FITZ)\w{3,}|(?:D[AEIOU]?|DEL|DELLA|DER|DEN|DOS|DAS|L[AEO]|LOS|VAN|VON|TEN|TER|EL|AL|BIN|IBN|ST|[IVX]+)",
    re.IGNORECASE,
)


def is_one_case(text: str, least: int) -> bool:
    """Is this name, of so many letters at least, wholly in capitals or wholly without? Initials
    (`J.D.`) are none."""
    letters = sum(map(len, _WORD.findall(text)))
    return (
        letters >= least
        and (text.isupper() or text.islower())
        and any(len(word) > 2 for word in _WORD.findall(text))
    )


def capitalised(text: str) -> str:
    """The name with a capital where each word begins; "" where one does not know which."""
    if any(
        _OPEN.fullmatch(word)
        for word in _WORD.findall(text)
        if len(word) > 1 or word.upper() not in "O"
    ):
        return ""
    return _WORD.sub(lambda word: word[0].capitalize(), text)
