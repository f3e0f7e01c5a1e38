"""Towns, states and postcodes in one text, taken apart again."""

from __future__ import annotations

import re
from typing import NamedTuple

from members import postcodes

#: A dict of country to a pattern of its postcodes at the end of a text. In Australia, New Zealand
#: and the United States other numbers look the same.
_CODES = {
    "AU": r"\d{4}",
    "NZ": r"\d{4}",
    "US": r"\d{5}(?:-\d{4})?",
    "CA": r"[A-Z]\d[A-Z][ -]?\d[A-Z]\d",
    "GB": r"[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}",
}
_TAIL = {
    country: re.compile(rf"\A(.*?)(?<![\s,;])[\s,;]++({code})\s*+$", re.IGNORECASE | re.DOTALL)
    for country, code in _CODES.items()
}
_COUNTRY = re.compile(
    r"(?<!Western)(?<!South)(?<![\s,;])[\s,;]++(?:Australia|New Zealand|NZ|United Kingdom|UK|"
    r"Canada|USA|U\.S\.A\.|United States)\.?\s*+$"
)
_TOWN = re.compile(r"[^\W\d_][^\d,;:@()/]*")
_NUMBERED = re.compile(
    r"\b(?:box|bag|room|rm|suite|ste|level|unit|shop|lot|office|floor|building|bldg|highway|hwy|"
    r"route|rte|road|rd|street|st|avenue|ave|lane|"
    r"way|no|number|nr|bay|tower|block|flat|apartment|apt|counter|hall|wing|house|locker|mail|cmb|"
    r"rmb|rsd|ms|delivery)\.?$",
    re.IGNORECASE,
)
_AFTER_STREET = re.compile(
    r"\A(\D*+\d.*\b(?:Street|St|Road|Rd|Avenue|Ave|Place|Pl|Drive|Dr|Highway|Hwy|Terrace|Tce|"
    r"Parade|Pde|Lane|Ln|Court|Ct|Crescent|Cres|"
    r"Boulevard|Blvd|Esplanade|Square|Way|Circuit|Quay|Pike|Parkway)\.?)[\s,;]++([^\W\d_].*)$",
    re.DOTALL,
)


class WrittenPlace(NamedTuple):
    """The parts of a place, as written; the state as its abbreviation. A part that is missing is
    ""."""

    before: str
    suburb: str
    state: str
    postcode: str


def in_suburb(country: str, text: str) -> WrittenPlace | None:
    """Return the parts of a town with its state or postcode behind it; None if it is a town alone.

    Splits `Wilmington, DE` and `Deer Park VIC 3023`.
    """
    before, state, postcode = _taken_off(country, text)
    if (
        not (state or postcode)
        or not _TOWN.fullmatch(before)
        or (len(before) <= 3 and postcodes.is_state(country, before))
    ):
        return None
    if state == "DC" and not postcode:  # the city's own name
        return None
    return WrittenPlace("", before, state, postcode)


def in_line(country: str, line: str, below: bool = False) -> WrittenPlace | None:
    """Return the parts of a whole address, or of its end, in one line; None if it has no place.

    A place is a town, perhaps a state, and a postcode. A number alone does not make one: `PO Box
    3023`, `Locked Bag 1234` and `Room 2000` end in what could be a postcode. `below` means that
    there are lines above this one, so that it may be a town and its postcode alone.
    """
    before, state, postcode = _taken_off(country, line)
    if not postcode:
        return None
    sure = bool(state) or country in ("CA", "GB")
    if not sure and (
        _NUMBERED.search(before) or (country == "AU" and not postcodes.states(country, postcode))
    ):
        return None
    head, comma, town = before.rpartition(",")
    if match := _AFTER_STREET.match(town.strip()):
        head, town = f"{head}{comma} {match[1]}".strip(), match[2]
    elif not comma and not sure and not below:
        return None
    head, town = head.strip(" ,;"), town.strip(" ,;")
    if not _TOWN.fullmatch(town) or len(town.split()) > 4:
        return None
    return WrittenPlace(head, town, state, postcode)


def _taken_off(country: str, text: str) -> tuple[str, str, str]:
    """Return the text without its end, and the end's parts: the state's abbreviation and the
    postcode."""
    if country not in _CODES:
        return text, "", ""
    before, postcode = _COUNTRY.sub("", text).strip(), ""
    match = _TAIL[country].match(before)
    if match and postcodes.is_postcode(country, match[2]):
        before, postcode = match[1], match[2]
    before = before.strip(" ,;")
    words = list(re.finditer(r"[^\s,;]+", before))
    for first in words[max(1, len(words) - 4) :]:
        rest, name = before[: first.start()], before[first.start() :]
        state = postcodes.abbreviation(country, name)
        if state and _ends_in_state(rest, name, postcode):
            return rest.strip(" ,;"), state, postcode
    return before, "", postcode


def _ends_in_state(rest: str, name: str, postcode: str) -> bool:
    """True for `Richmond, Victoria`, `Perth WA` and `Perth Western Australia`.

    False for `Mount Victoria` and `West New York`.
    """
    short = len(re.sub(r"\W", "", name)) <= 3
    comma = rest.rstrip().endswith((",", ";"))
    return (
        comma
        or (short and (name.isupper() or bool(postcode)))
        or (not short and bool(postcode))
        or (" " in name and name.lower() != "new york")
    )
