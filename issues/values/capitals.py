"""Names that are all in upper case, or all in lower case."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+")
#: Their capitals differ from person to person: `MacDonald` or `Macdonald`, `De Luca` or `de Luca`.
_OPEN = re.compile(
    r"(?:MAC|MC|FITZ)\w{3,}|(?:D[AEIOU]?|DEL|DELLA|DER|DEN|DOS|DAS|L[AEO]|LOS|VAN|VON|TEN|TER|EL|"
    r"AL|BIN|IBN|ST|[IVX]+)",
    re.IGNORECASE,
)


def is_one_case(text: str, least: int) -> bool:
    """True if a name with at least `least` letters is all in upper case or all in lower case.

    Initials (`J.D.`) do not count.
    """
    letters = sum(map(len, _WORD.findall(text)))
    return (
        letters >= least
        and (text.isupper() or text.islower())
        and any(len(word) > 2 for word in _WORD.findall(text))
    )


def capitalised(text: str) -> str:
    """Return the name with a capital at the beginning of each word; "" if that may be wrong for a
    word."""
    if any(
        _OPEN.fullmatch(word)
        for word in _WORD.findall(text)
        if len(word) > 1 or word.upper() not in "O"
    ):
        return ""
    return _WORD.sub(lambda word: word[0].capitalize(), text)
