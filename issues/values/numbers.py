"""What a spreadsheet makes of numbers: `6.13E+11` of a telephone number, `1-May` of the street
number 1-5."""

from __future__ import annotations

import re

_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_YEAR = r"(?:19|20)\d\d"
_SCIENTIFIC = r"[+-]?\d++(?:[.,]\d++)?E[+-]?\d{1,3}"
_DATE = rf"\d{{1,2}}-{_MONTH}(?:-(?:\d\d|{_YEAR}))?|{_MONTH}-(?:\d\d|{_YEAR})|\d{{1,2}}/\d{{1,2}}/{_YEAR}"
_DAY = rf"{_YEAR}-[01]\d-[0-3]\d(?:[ T]\d\d:\d\d(?::\d\d)?)?"
# Two decimals at most, besides noughts: `555.1234` is how some people write a telephone number.
_DECIMAL = r"[+-]?\d++\.(?:\d{1,2}|0+)"
_THOUSANDS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?"

_COERCED = re.compile(
    rf"\A\s*+(?:{_SCIENTIFIC}|{_DATE}|{_DAY}|{_DECIMAL}|{_THOUSANDS})\s*+", re.IGNORECASE
)
_FIRST = re.compile(
    rf"\A\s*+({_SCIENTIFIC}|{_DATE}|{_DAY}|{_DECIMAL})(?=[\s,])(?!\s*(?:km|mile)s?\b)",
    re.IGNORECASE,
)
# what all of these begin with; most lines do not
_MAYBE = re.compile(r"\A\s*+(?:[+-]?\d++[-/.,E]|[A-Z]{3}-)", re.IGNORECASE)
_WHOLE = re.compile(r"\A(\d++)\.0+")
_POWER = re.compile(r"(\d)(?:[.,](\d+))?E\+?(\d{1,3})", re.IGNORECASE)


def is_coerced(text: str) -> bool:
    """Is all of this text a number or date such as a spreadsheet makes of something else
    (`6.13E+11`, `2000.0`, `1-May`)?

    It says nothing of whether the form is natural there: `4E4` is also an identifier, `2000.0` an
    amount.
    """
    return bool(_COERCED.fullmatch(text))


def coerced_start(text: str) -> str:
    """The number or date of that sort with which a line begins, as in `1-May High Street`; "" where
    there is none."""
    if not _MAYBE.match(text):
        return ""
    match = _FIRST.match(text)
    return match[1] if match else text.strip() if is_coerced(text) else ""


def restored(text: str) -> str:
    """The number that was written before, where no digit of it was lost: `3000.0` was `3000`. Else
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
