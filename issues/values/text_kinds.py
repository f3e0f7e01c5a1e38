"""Kinds of text: the sort of thing that a value is by its form, whatever column it stands in.

`country` is an ISO 3166 code in upper case, for example "AU".
"""

from __future__ import annotations

import re

from issues.values import numbers
from members import normalise, postcodes

EMAIL = re.compile(r"(?<![^\s@,;<>])[^\s@,;<>]++@[^\s@,;<>]+\.[a-z]{2,}", re.IGNORECASE)
_URL = re.compile(
    r"\A(?:(?:https?://|www\.)\S+|[a-z0-9-]++(?:\.[a-z0-9-]++)*\.(?:com|org|net|gov|edu|info)"
    r"(?:\.[a-z]{2})?(?:/\S*)?)",
    re.IGNORECASE,
)
PHONE_LABEL = (
    r"(?:(?:ph|phone|tel|telephone|fax|facsimile|mob|mobile|cell|freecall|toll[ -]?free)\b[\s.:]*+)"
)
_PHONE = re.compile(
    rf"\A\s*+{PHONE_LABEL}?(\(?\+?\(?\d[\d\s().\-/\u2013]*\d)(?:\s*+(?:ext|x)\.?\s*+\d+)?(?:\s*+\(?"
    rf"(?:fax|ph|phone|mobile)\)?)?\s*+",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\A\s*+\d{1,4}\s*+[-\u2013/]\s*+\d{1,4}\s*+")
_STREET_WORD = (
    r"(?:street|st|road|rd|avenue|ave|place|pl|drive|dr|highway|hwy|terrace|tce|parade|pde|lane|"
    r"ln|court|ct|crescent|cres|boulevard|blvd|"
    r"esplanade|square|sq|way|circuit|cct|quay|mall|pike|parkway|pkwy)"
)
_STREET = re.compile(
    rf"\A\s*+(?:(?:unit|shop|suite|level|floor|lot)\s++\d\w*\b.*|\d++[a-z]?"
    rf"(?:\s*+[-\u2013/]\s*+\d++[a-z]?)?,?\s++.*\b{_STREET_WORD}\b\.?"
    rf"|(?:g\.?\s*+p\.?\s*+o\.?|p\.?\s*+o\.?|private|locked)\s*+(?:box|bag)\s++\w++)\s*+(?:,.*)?",
    re.IGNORECASE | re.DOTALL,
)

#: Names of states that hardly any town has. `New York`, `Victoria`, `Quebec` and
#: `Washington` are towns as well.
_ONLY_STATES = frozenset(
    {
        "queensland",
        "tasmania",
        "saskatchewan",
        "manitoba",
        "nunavut",
        "massachusetts",
        "connecticut",
    }
)


def phone_in(text: str) -> str:
    """Return the telephone number that makes up all of this text, apart from a word like `Fax:`;
    else ""."""
    match = _PHONE.fullmatch(text)
    if not match or _RANGE.fullmatch(text) or numbers.is_coerced(text):
        return ""
    digits = sum(c.isdigit() for c in match[1])
    return match[1].strip() if 7 <= digits <= 15 else ""


def kind_of_text(country: str, text: str) -> str:
    """Return the sort of thing that a value surely is: "email", "url", "postcode", "phone",
    "state", "street" or "number"; "" if not sure."""
    if EMAIL.fullmatch(text.strip()):
        return "email"
    if _URL.fullmatch(text.strip()):
        return "url"
    if any(c.isdigit() for c in text):
        if postcodes.is_postcode(country, text):
            return "postcode"
        if phone_in(text):
            return "phone"
    if names_only_a_state(country, text):
        return "state"
    if _STREET.fullmatch(text):
        return "street"
    return "number" if any(c.isdigit() for c in text) and not any(c.isalpha() for c in text) else ""


def names_only_a_state(country: str, text: str) -> bool:
    """True if the text is the abbreviation or name of a state and not a town's name as well."""
    if not postcodes.is_state(country, text):
        return False
    plain = normalise.text(text).replace("d c", "dc")
    return (
        len(plain.replace(" ", "")) <= 3
        or plain in _ONLY_STATES
        or (" " in plain and plain not in ("new york", "washington dc"))
    )
