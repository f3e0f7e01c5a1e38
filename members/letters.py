"""Folding of letters to their plainest form. Searching and comparing both use it."""

from __future__ import annotations

import re
import unicodedata

#: Lower-case letters that Unicode does not decompose into a plain letter and an accent.
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
#: Characters that people type for an apostrophe.
APOSTROPHES = "'`\u00b4\u2018\u2019\u201b\u02bb\u02bc\u02b9\u02c8\u2032"
#: Invisible characters inside a word: soft hyphens, joiners, direction marks.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")

_PLAIN = str.maketrans(WHOLE | dict.fromkeys(APOSTROPHES, ""))


def fold(text: str) -> str:
    """Return the text in lower case without accents and apostrophes. Other signs stay."""
    text = text.casefold().translate(_PLAIN)
    if text.isascii():
        return text
    # Fold again: decomposing turns some signs into capitals and apostrophes.
    return without_accents(INVISIBLE.sub("", text)).casefold().translate(_PLAIN)


def without_accents(text: str) -> str:
    """Return the text in Unicode's form NFKD without combining marks."""
    return "".join([c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)])
