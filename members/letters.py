"""Letters in their plainest form, for searching and for comparing: both fold the same."""

from __future__ import annotations

import re
import unicodedata

#: Letters that Unicode does not take apart into a plain letter and an accent, in lower case.
WHOLE = {
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ŧ": "t",
    "\u0131": "i",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
}
#: What is written for an apostrophe.
APOSTROPHES = "'`\u00b4\u2018\u2019\u201b\u02bb\u02bc\u02b9\u02c8\u2032"
#: Characters that nobody sees inside a word: soft hyphens, joiners, marks of direction.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")

_PLAIN = str.maketrans(WHOLE | dict.fromkeys(APOSTROPHES, ""))


def fold(text: str) -> str:
    """Return the text in lower case, without accents and apostrophes; other signs stay."""
    text = text.casefold().translate(_PLAIN)
    if text.isascii():
        return text
    # Once more: Unicode makes capitals and apostrophes of some signs.
    return without_accents(INVISIBLE.sub("", text)).casefold().translate(_PLAIN)


def without_accents(text: str) -> str:
    """Return the text without the marks that Unicode can take off its letters."""
    return "".join([c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)])
