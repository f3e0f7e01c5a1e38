"""Numbers and dates that a spreadsheet makes of other values: `6.13E+11` of a telephone number,
`1-May` of the street number 1-5."""

from __future__ import annotations

import re

_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_YEAR = r"(?:19|20)\d\d"
_SCIENTIFIC = r"[+-]?\d++(?:[.,]\d++)?E[+-]?\d{1,3}"
_DATE = (
    rf"\d{{1,2}}-{_MONTH}(?:-(?:\d\d|{_YEAR}))?|{_MONTH}-(?:\d\d|{_YEAR})|"
    rf"\d{{1,2}}/\d{{1,2}}/{_YEAR}"
)
_DAY = rf"{_YEAR}-[01]\d-[0-3]\d(?:[ T]\d\d:\d\d(?::\d\d)?)?"
# Two decimals at most, or zeros: some people write a telephone number as `555.1234`.
_DECIMAL = r"[+-]?\d++\.(?:\d{1,2}|0+)"
_THOUSANDS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?"

_COERCED = re.compile(
    rf"\A\s*+(?:{_SCIENTIFIC}|{_DATE}|{_DAY}|{_DECIMAL}|{_THOUSANDS})\s*+", re.IGNORECASE
)
_FIRST = re.compile(
    rf"\A\s*+({_SCIENTIFIC}|{_DATE}|{_DAY}|{_DECIMAL})(?=[\s,])(?!\s*(?:km|mile)s?\b)",
    re.IGNORECASE,
)
# The beginning of all of these, which most values do not have.
_MAYBE = re.compile(r"\A\s*+(?:[+-]?\d++[-/.,E]|[A-Z]{3}-)", re.IGNORECASE)
_WHOLE = re.compile(r"\A(\d++)\.0+")
_POWER = re.compile(r"(\d)(?:[.,](\d+))?E\+?(\d{1,3})", re.IGNORECASE)


def is_coerced(text: str) -> bool:
    """True if all of this text is a number or date of the kind that a spreadsheet makes
    (`6.13E+11`, `2000.0`, `1-May`).

    The form may still be right in some columns: `4E4` is an identifier as well, `2000.0` an amount.
    """
    return bool(_MAYBE.match(text) and _COERCED.fullmatch(text))


def coerced_start(text: str) -> str:
    """Return the number or date of that kind at the beginning of a line, as in `1-May High Street`;
    else ""."""
    if not _MAYBE.match(text):
        return ""
    match = _FIRST.match(text)
    return match[1] if match else text.strip() if is_coerced(text) else ""


def restored(text: str) -> str:
    """Return the number as it was written before, if no digit was lost: `3000.0` was `3000`. Else
    ""."""
    if match := _WHOLE.fullmatch(text.strip()):
        return match[1]
    if match := _POWER.fullmatch(text.strip()):
        digits = match[1] + (match[2] or "")
        return (
            digits
            if match[2] and len(digits) == int(match[3]) + 1 and not digits.endswith("000")
            else ""
        )
    return ""
