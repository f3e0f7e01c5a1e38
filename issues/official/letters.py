"""Letters in their plainest form, for comparing."""

from __future__ import annotations

import re
import unicodedata

# What Unicode does not take apart into a letter and an accent, and what is written for an apostrophe.
_WHOLE = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "\u0131": "i", "ħ": "h", "ŧ": "t"}
    | dict.fromkeys("'`\u00b4\u2018\u2019\u201b\u02bb\u02bc\u02b9\u02c8\u2032", "")
)
_SOFT_HYPHEN_AND_THE_LIKE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")


def fold(text: str) -> str:
    """In lower case, without accents and apostrophes; other signs stay."""
    text = text.casefold().translate(_WHOLE)
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", _SOFT_HYPHEN_AND_THE_LIKE.sub("", text))
    return "".join([c for c in decomposed if not unicodedata.combining(c)]).translate(_WHOLE)
