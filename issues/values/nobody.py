"""Names that are placeholders: `TODO`, `Vacant`, `Test Member`."""

from __future__ import annotations

import re

from issues.values.placeholders import WORDS, is_placeholder
from members import normalise

#: There are people called Null, Nil, Test, Nan, Na, Todo and Blank. These words count if both names
#: are such words, or if one is written as machines write it (`NULL`, `test`) and the other is not.
NAMES_TOO = frozenset(
    [
        "null",
        "nil",
        "none",
        "nan",
        "na",
        "test",
        "testing",
        "sample",
        "dummy",
        "blank",
        "name",
        "value",
        "ref",
        "empty",
        "missing",
        "pending",
        "todo",
        "ditto",
        "xx",
        "new",
        "first",
        "last",
        "user",
        "member",
        "person",
        "candidate",
        "given",
        "family",
    ]
)
SURE = (WORDS - NAMES_TOO) | {
    "first name",
    "firstname",
    "last name",
    "lastname",
    "surname",
    "given name",
    "family name",
    "no name",
    "lorem",
}
_BEGINS = re.compile(
    r"\A\W*+(?:(?:tbc|tba|tbd|todo|fixme)\W*[:\s-]|"
    r"(?:seat |position |office |currently )?vacan(?:t|cy)\b|to be (?:elected|appointed|filled))",
    re.I,
)


def is_nobody(first: str, last: str) -> bool:
    """True if these names only mean that nobody is known."""
    one, other = (normalise.text(text) for text in (first, last))
    if one in NAMES_TOO and other in NAMES_TOO:
        return True
    return _is_none(first, last) or _is_none(last, first)


def _is_none(text: str, beside: str) -> bool:
    plain = normalise.text(text)
    if plain in NAMES_TOO:
        return (text.isupper() and not beside.isupper()) or (
            text.islower() and not beside.islower()
        )
    return plain in SURE or bool(_BEGINS.match(text)) or (not plain and is_placeholder(text))
