"""The parts of an address: what is wrong with a value in its column.

`country` is an ISO 3166 code in upper case, for example "AU". A fault is one word; "" if there is
none.
"""

from __future__ import annotations

import re
from functools import lru_cache

from issues.values import numbers
from issues.values.placeholders import is_placeholder
from issues.values.text_kinds import EMAIL, PHONE_LABEL, kind_of_text
from members import normalise, postcodes

#: Headings of columns or forms that were left in the cells or copied into them, and the zero of an
#: empty cell. `City` is missing as it is a suburb of Canberra.
_HEADINGS = frozenset(
    part.strip()
    for part in """
    address, addresses, address 1, address 2, address 3, address line 1, address line 2,
    address line 3, line 1, line 2, line 3, line1, line2, line3, address1, address2, address3,
    street, street address, postal address, electorate address, office address, suburb, suburb town,
    state, state territory, postcode, post code, postal code, zip, zip code, zipcode,
    insert address, enter address, address here, select, please select, select state, choose, 0, 0 0
    """.replace("\n", " ").split(",")
)
_MAYBE_EMPTY = re.compile(
    r"\A[\W_]*+(?:$|(?:t\.?b\.?[cadn]|to\b|todo|pending|n\W?a\b|nil\b|none|null|nan\b|un(?:def|"
    r"known|avail)|not\b|missing|blank|empty|no\b|dummy|"
    r"placeholder|sample|test|asdf|qwerty|fix ?me|see\b|as\b|same\b|ditto|ref\b|value\b|div\b|"
    r"name\b|xx|address|line|street|postal|post|"
    r"electorate|office|suburb|state|zip|insert|enter|select|please|choose|0++"
    r"(?:\.0++)?$)\W*+[\w/ ]{0,16}+\W*+$)",
    re.IGNORECASE,
)


@lru_cache(4096)
def is_empty_word(text: str) -> bool:
    """True if the text only means that there is no value, or repeats a column's heading (`TBC`,
    `--`, `Suburb`)."""
    if not text or not _MAYBE_EMPTY.match(text):
        return False
    return is_placeholder(text) or (normalise.text(text) in _HEADINGS)


@lru_cache(4096)
def postcode_fault(country: str, state: str, postcode: str) -> str:
    """Return what is wrong with a postcode; "" if nothing is.

    One fault at a time, the most telling first: "empty"; "state" (it belongs to another state);
    "coerced" (by a spreadsheet); "foreign" (another sort of thing); "zero" (lost at the beginning);
    "malformed".
    """
    if not postcode.strip():
        return ""
    if is_empty_word(postcode):
        return "empty"
    formed = postcodes.is_postcode(country, postcode)
    if formed:
        return "state" if postcodes.fits(country, state, postcode) is False else ""
    if numbers.is_coerced(postcode):
        return "coerced"
    if formed is None:
        return "foreign" if kind_of_text(country, postcode) in ("email", "url") else ""
    return "zero" if postcodes.with_zero(country, state, postcode) else "malformed"


@lru_cache(4096)
def state_fault(country: str, state: str) -> str:
    """Return what is wrong with a state: "empty", "foreign" (another sort of thing) or "unknown";
    "" if nothing is."""
    if not state.strip() or postcodes.is_state(country, state):
        return ""
    if is_empty_word(state):
        return "empty"
    if kind_of_text(country, state) in ("email", "url", "postcode", "phone", "street", "number"):
        return "foreign"
    return "unknown" if postcodes.is_state(country, state) is False else ""


# A digit or sign, two or three letters, or the first word of a state.
_SUSPECT_SUBURB = re.compile(
    r"\A(?:[^\d@/]*+[\d@/]|.*\.\w|\W*+(?:\w\W?){2,3}\W*+$|(?:new|west|western|south|north|"
    r"northern|northwest|australian|british|nova|newfoundland|prince|"
    r"rhode|district|american|armed|marshall|puerto|virgin|queensland|tasmania|saskatchewan|"
    r"manitoba|nunavut|massachusetts|connecticut)\b)",
    re.IGNORECASE | re.DOTALL,
)


#: Towns with names that look like something else.
_TOWNS = {("AU", "1770"), ("AU", "town of 1770"), ("GB", "street")}


def is_odd_town(country: str, suburb: str) -> bool:
    """True if a town of that country has this name, though it looks like a postcode or a
    heading."""
    return len(suburb) < 16 and (country, suburb.strip().lower()) in _TOWNS


@lru_cache(4096)
def suburb_fault(country: str, suburb: str) -> str:
    """Return what is wrong with a suburb: "empty" or "foreign" (another sort of thing); "" if
    nothing is."""
    if is_odd_town(country, suburb):
        return ""
    if is_empty_word(suburb):
        return "empty"
    return "foreign" if _SUSPECT_SUBURB.match(suburb) and kind_of_text(country, suburb) else ""


_OF_PHONE = r"[\d\s()+.\-/\u2013]"
_SUSPECT_LINE = re.compile(
    rf"\A\W*+(?:{PHONE_LABEL}|{_OF_PHONE}*+(?<={_OF_PHONE}{{7}})(?:[a-z]|$)|[A-Z]{{2,3}}\W*+$|"
    r"(?:new|western|south|north|queensland|tasmania)\b[\w ]*+$)",
    re.IGNORECASE,
)


def may_be_foreign(line: str) -> bool:
    """True if the line needs a closer look. Fast, and False for nearly every line."""
    return "@" in line or "www." in line or "://" in line or bool(_SUSPECT_LINE.match(line))


def line_fault(country: str, line: str) -> str:
    """Return the sort of a line that does not belong to an address: "email", "url", "phone" or
    "state"; else ""."""
    if not may_be_foreign(line):
        return ""
    sort = kind_of_text(country, line)
    if sort in ("email", "url", "phone", "state"):
        return sort
    return (
        "email"
        if EMAIL.search(line)
        else "url"
        if re.search(r"https?://|www\.", line, re.IGNORECASE)
        else ""
    )


def postcode_within(country: str, text: str) -> tuple[str, str]:
    """Return the postcode that a malformed one must mean, and the state beside it; ("", "") if that
    does not follow.

    Handles letters for digits (`2O00`), stray signs (`K1A-0A6`), and a state or country in the same
    cell (`VIC 3000`).
    """
    cleaned = re.sub(
        r"(?:(?<![\s,])[\s,]++)?\b(?:Australia|New Zealand|Canada|USA|UK)\b\.?",
        "",
        text,
        flags=re.IGNORECASE,
    ).strip(" .,;")
    if postcodes.is_postcode(country, cleaned):
        return cleaned, ""
    bare = re.sub(r"[\W_]", "", cleaned).upper()
    for candidate in (_spaced(country, bare), _spaced(country, _as_digits(country, bare))):
        if postcodes.is_postcode(country, candidate):
            return candidate, ""
    match = re.fullmatch(
        r"\A(?:(?P<s>[a-z. ]++)[\s,]*+(?P<c>\d[\d-]+)|(?P<d>\d[\d-]++)[\s,]*+(?P<t>[a-z. ]+))",
        cleaned,
        re.IGNORECASE,
    )
    state, code = (match["s"] or match["t"], match["c"] or match["d"]) if match else ("", "")
    if code and postcodes.is_postcode(country, code) and postcodes.fits(country, state, code):
        return code, postcodes.abbreviation(country, state)
    return "", ""


def _spaced(country: str, bare: str) -> str:
    """Return the postcode with the space or hyphen that the country's postcodes have."""
    if country in ("CA", "GB") and 5 <= len(bare) <= 7:
        return f"{bare[:-3]} {bare[-3:]}"
    return f"{bare[:5]}-{bare[5:]}" if country == "US" and len(bare) == 9 else bare


def _as_digits(country: str, bare: str) -> str:
    """Return the postcode with digits where the country has digits, and letters where it has
    letters."""
    digits, letters = str.maketrans("OIL", "011"), str.maketrans("01", "OI")
    if country == "CA":
        return "".join(
            c.translate(digits if place % 2 else letters) for place, c in enumerate(bare)
        )
    if country == "GB":
        return bare[:-3] + bare[-3:-2].translate(digits) + bare[-2:].translate(letters)
    return bare.translate(digits)


@lru_cache(4096)
def foreign_parts(
    country: str, suburb: str, state: str, postcode: str
) -> tuple[tuple[str, str], ...]:
    """Return the columns that contain another sort of thing, each with that sort; "words" if it is
    not known."""
    found = []
    if suburb and suburb_fault(country, suburb) == "foreign":
        found.append(("suburb", kind_of_text(country, suburb)))
    if state and state_fault(country, state) in ("foreign", "unknown"):
        found.append(("state", kind_of_text(country, state) or "words"))
    if postcode and postcode_fault(country, state, postcode) in ("malformed", "foreign"):
        found.append(("postcode", kind_of_text(country, postcode) or "words"))
    return tuple(found)
