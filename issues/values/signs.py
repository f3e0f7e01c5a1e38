"""Signs that do not occur in names, and the name that is meant if that is plain."""

from __future__ import annotations

import re

# A footnote's or a list's mark at either end; a full stop ends an initial and a generation.
_MARKS = r"\s,;:|_*#+=~^\u2020\u2021\u00a7\u00b9\u00b2\u00b3\u2022\u00b7!"
_AT_ENDS = re.compile(
    rf"^[{_MARKS}.\-\u2013\u2014]+|(?<=\w)\d{{1,2}}$|"
    rf"(?<![{_MARKS}\-\u2013\u2014])[{_MARKS}\-\u2013\u2014]++$"
)
_ORDINAL = re.compile(r"(?:,\s*+|(?<![\s,])\s++)?\b(?:2nd|3rd|[4-9]th)\b", re.IGNORECASE)
_LOOSE_HYPHEN = re.compile(r"(?<=\w)(?:\s++[-\u2013\u2014]\s*+|[-\u2013\u2014]\s++)(?=\w)")
_DOUBLED = re.compile(r"(?<=\w)(?:''|\\'|\u2019\u2019|\u2019'|'\u2019)(?=\w)")
_SIGN = re.compile(
    r"[0-9@/\\|;:_*#+=%^~!?$\u20ac\u00a3\u00a7\u00b0\u00b9\u00b2\u00b3\u2020\u2021\u2022\u2026\u2122\u00ae\u00a9]"
    r"|''|\u2019\u2019|--|\.\.|,,|^[^\S\n]*+[,.\-]|[,\-][^\S\n]*+$|\s[-\u2013\u2014]|"
    r"[-\u2013\u2014]\s",
    re.MULTILINE,
)


def has_signs(text: str) -> bool:
    """True if a first or last name contains a sign that names do not have: a digit, `@`, `/`, a
    comma at its end."""
    return bool(_SIGN.search(text)) and bool(_SIGN.search(_ORDINAL.sub("", text)))


def without_signs(text: str) -> str:
    """Return the name that is plainly meant; else "".

    `Smith*` gives `Smith`, `O''Brien` gives `O'Brien`, `Lee - Fox` gives `Lee-Fox`.
    """
    bare = _AT_ENDS.sub("", text)
    bare = _LOOSE_HYPHEN.sub("-", bare)
    bare = _DOUBLED.sub("'", bare)
    return bare if re.search(r"[^\W\d_]", bare) and not has_signs(bare) else ""
