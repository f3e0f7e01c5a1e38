"""Postal addresses in a form that is the same for one address written in two ways."""

from __future__ import annotations

import re
from functools import cache

from members import postcodes
from members.letters import fold

_FORMS = """
    st street saint str; rd road; av avenue ave aven; hwy highway; ste suite sainte; rm room; lvl
    level; fl floor flr; bldg building bld; blvd boulevard bvd boul; dr drive doctor; ln lane; pl
    place; ct court; cres crescent crs; pde parade; tce terrace ter terr; cct circuit; cir circle;
    sq square; pkwy parkway pwy; esp esplanade espl; fwy freeway; expy expressway; rte route; ctr
    centre center cntr ctre; n north nth; s south sth; e east; w west; cnr corner cor; mt mount; ft
    fort; parl parliament parlt; hse house; dept department; apt apartment; gr grove gve; cl close;
    mall ml; qy quay; gdns gardens; hts heights hgts; jct junction jnctn; pt point; sta station stn;
    tpke turnpike pike; twp township; co county; govt government; assn association; intl
    international; natl national; univ university; off office ofc; shop shp; grd ground; brg bridge;
    pvt private; po postoffice; bx box; trl trail; cmn common; arc arcade; 1 one; 2 two; 3 three; 4
    four; 5 five; 6 six; 7 seven; 8 eight; 9 nine; 10 ten; 1st first; 2nd second; 3rd third; 4th
    fourth; 5th fifth; 6th sixth; 7th seventh; 8th eighth; 9th ninth; 10th tenth
"""
_SHORT = {
    word: short for line in _FORMS.split(";") for short, *words in [line.split()] for word in words
}
# The words with which names of states begin that have several words.
_STARTS = """
    new south western australian northern north west british nova newfoundland prince northwest
    district rhode american puerto virgin yukon norfolk christmas cocos terre ile colombie nouvelle
    territoires united marshall federated n s w washington us u
"""
_TWO = {
    "northeast": ("n", "e"),
    "northwest": ("n", "w"),
    "southeast": ("s", "e"),
    "southwest": ("s", "w"),
    "ne": ("n", "e"),
    "nw": ("n", "w"),
}
_TWO |= {"se": ("s", "e"), "sw": ("s", "w")}
_NOTHING = frozenset(["the", "of", "and", "unit", "at", "no", "number"])

_DOTS = re.compile(r"(?<=\b[a-z])\.\s?(?=[a-z]\.)|(?<=\b[a-z])\.(?=[a-z]\b)|\bc/[o-]")
_BOX = re.compile(r"\b(g?)\s?p\s?o\b(?=\s*box)|\b(general )?post\s?office (?=box)")
_ZIP4 = re.compile(r"\b(\d{5})-\d{4}\b")
_TOKEN = re.compile(r"[^\W_]+")

_COUNTRIES = {
    "AU": r"australia",
    "NZ": r"(?:aotearoa|new zealand|nz)",
    "CA": r"canada",
    "US": r"(?:usa|u\.s\.a\.?|us|u\.s\.|united states(?: of america)?)",
    "GB": r"(?:uk|u\.k\.|united kingdom|great britain)",
}
_OWN = {
    country: re.compile(rf"(?<=[\s,])(?<!western )(?<!south ){name}[\s.,]*$")
    for country, name in _COUNTRIES.items()
}


def address_key(lines: str, country: str) -> tuple[str, ...]:
    """Return the words of an address, sorted, in short forms and without punctuation.

    Equal for one address written in two ways. `country` is an ISO 3166 code in upper case, or "".
    """
    text = " ".join(fold(lines).split())
    own = _OWN.get(country)
    if own:
        text = own.sub("", text)
    if country == "US" and "-" in text:
        text = _ZIP4.sub(r"\1", text)
    if "." in text or "c/" in text:
        text = _DOTS.sub("", text)
    if "box" in text:
        text = _BOX.sub(lambda found: "gpo" if found[1] or found[2] else "po ", text)
    forms, starts = _forms(country)
    tokens = _TOKEN.findall(text)
    if not starts.isdisjoint(tokens):
        tokens = with_states(tokens, country)
    key: list[str] = []
    for token in tokens:
        if token in _NOTHING:
            continue
        token = forms.get(token, token)
        if token in _TWO:
            key.extend(_TWO[token])
        else:
            key.append(token)
    key.sort()
    return tuple(key)


@cache
def _forms(country: str) -> tuple[dict[str, str], frozenset[str]]:
    """Return a dict of word to short form, which includes the names of states, and the words with
    which names of states of several words begin."""
    names = postcodes.state_names(country)
    states = {name: postcodes.abbreviation(country, name).lower() for name in names}
    return _SHORT | states, frozenset(
        start for start in _STARTS.split() if any(name.startswith(start) for name in names)
    )


def with_states(tokens: list[str], country: str) -> list[str]:
    """Return the words with each state's name of two to four words replaced by its abbreviation, in
    lower case."""
    names = postcodes.state_names(country)
    _, starts = _forms(country)
    out, place = [], 0
    while place < len(tokens):
        if tokens[place] in starts:
            for size in (4, 3, 2):
                joined = "".join(tokens[place : place + size])
                if place + size <= len(tokens) and joined in names:
                    out.append(postcodes.abbreviation(country, joined).lower())
                    place += size
                    break
            else:
                out.append(tokens[place])
                place += 1
        else:
            out.append(tokens[place])
            place += 1
    return out
