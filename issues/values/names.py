"""Parts of a first or last name that do not belong there: titles, post-nominals, comments and
generations.

A word that may be either (`Ma`, `Major`, `Dean`, `Lord`, `AC`) counts as a name, unless the way it
is written decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from members import titles
from members.names import POST_NOMINALS


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


# Titles wherever they begin a name, also alone.
_TITLES = _any(titles.TITLES)
# Titles only with another word of the name after them, or with their full stop.
_BEFORE, _DOTTED = (
    titles.TITLES_OR_NAMES | titles.RANKS_OR_NAMES,
    titles.DOTTED | titles.SHORT_OR_NAMES,
)
_FIRST = titles.BEFORE_TITLES | titles.BEFORE_TITLES_OR_NAMES | titles.BEFORE_RANKS
_PREFIX = rf"(?:(?:{_any(_FIRST)})\b\.?\s*)*"

_TITLE = re.compile(
    rf"\A\s*+(?P<title>(?:{_PREFIX}(?:(?:{_TITLES})(?:\.?-elect)?(?:\.\s*|\s+|$)|"
    rf"(?:{_any(_DOTTED)})\.(?:-elect\b)?\s*|(?:{_any(_BEFORE)})\s+(?=\S)))+)(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_BEGINNINGS = titles.TITLES | _BEFORE | _DOTTED | _FIRST
_TITLE_AFTER = re.compile(
    rf"\A(?P<rest>.*\S)\s*+,\s*+(?P<title>{_PREFIX}(?:{_TITLES})\.?)\s*+$",
    re.IGNORECASE | re.DOTALL,
)

_LETTERS = POST_NOMINALS | titles.HONOURS_OR_NAMES
_SEATS = frozenset(map(str.upper, titles.OF_SEATS | titles.OF_SEATS_OR_INITIALS))
_LONG = 3

_GENERATIONS = _any(titles.GENERATIONS)
_GENERATION = (
    rf"(?:{_GENERATIONS}|{_any(titles.GENERATIONS_IN_FIGURES)})\b\.?|"
    rf"(?:{_any(titles.GENERATIONS_OR_NAMES)}|v)\b"
)
_ONLY_GENERATION = re.compile(rf"\A\s*+(?:{_GENERATION})[.,]?\s*+", re.IGNORECASE)
_GENERATION_AT_END = re.compile(
    rf"\A(?P<rest>.*\S)(?:,\s*+|\s++)(?P<generation>(?:{_GENERATIONS})\b\.?),?\s*+", re.IGNORECASE
)

# A comment in brackets, after a dash, or after words that do not begin names.
_BRACKET = re.compile(r"[(\[{<][^()\[\]{}<>]*[)\]}>]")
_LONE_BRACKET = re.compile(r"\A[^(\[{<].*[)\]}>]|\A[)\]}>]|[(\[{<].*", re.DOTALL)
_REMARK = re.compile(
    r"""(?:^|(?<![\s,;])[\s,;]++)(?:
        (?:aka|AKA|a\.k\.a\.|A\.K\.A\.|f/k/a|n[ée]e|formerly|Formerly|previously
          |goes\ by|known\ as|also\ known\ as|also)\s+\S.*
        | (?:M\.?P\.?|[Mm]ember|[Ss]enator)\ (?:for|of)\b.*
        | (?:retired|RETIRED|Retired|deceased|DECEASED|Deceased|resigned|RESIGNED|Resigned
          |vacated|suspended|ret\.)\s*
        | [-\u2013\u2014]++\s*+(?:see|SEE|See|resigned|retired|deceased|until|till|since|from|to|by
          |now|acting|Acting|on|note)\b.*
        | [-\u2013\u2014]++\s++(?:\S+\s+\S.*|[a-z0-9].*|Retired|Resigned|Deceased
          |Vacant|Speaker|President|[A-Z]{2,})
    )$""",
    re.VERBOSE | re.DOTALL,
)

_REMARK_WORDS = """
    retired deceased resigned vacant vacated suspended acting elect interim former independent
    speaker president deputy
"""
_REMARKS = frozenset(_REMARK_WORDS.split())


class TakenPart(NamedTuple):
    """A part taken out of a name, and the rest of the name."""

    part: str
    rest: str


NOTHING = TakenPart("", "")


def title(text: str) -> TakenPart:
    """Return the title at the beginning of a first or last name, or after a comma: `The Hon. John`,
    `Smith, Dr`."""
    begins = text.replace(".", " ").split(None, 1)[:1]
    if (
        begins
        and begins[0].lower().removesuffix("-elect") in _BEGINNINGS
        and not _is_initials(text)
        and (found := _TITLE.match(text))
    ):
        return TakenPart(found["title"].strip(), found["rest"].strip())
    if "," in text and (found := _TITLE_AFTER.fullmatch(text)):
        return TakenPart(found["title"].strip(), found["rest"].strip())
    return NOTHING


def post_nominals(text: str, is_last: bool) -> TakenPart:
    """Return the post-nominals at the end of a first or last name: `Smith MP`, `Lee, OAM`.

    Two letters after a first name are initials. A name all in upper case keeps two letters too,
    unless a comma sets them apart.
    """
    words = text.replace(",", ", ").split()
    kept = len(words)
    while kept > 1 and _is_letters(words[kept - 1], words[:kept], is_last):
        kept -= 1
    return (
        TakenPart(" ".join(words[kept:]), " ".join(words[:kept]).rstrip(" ,"))
        if kept < len(words)
        else NOTHING
    )


def seat_letters(text: str) -> bool:
    """True if the text is only the post-nominals of a member of parliament: `MP`, `M.L.A.`."""
    return text.strip(" ,").replace(".", "") in _SEATS


def comment(text: str) -> TakenPart:
    """Return the comment inside a name: `(Paulina)`, `Michael (goes by Mike)`, `Smith - see note`,
    `Jones née Lee`."""
    bare = _BRACKET.sub(" ", text)
    bare = _REMARK.sub("", bare)
    bare = _LONE_BRACKET.sub("", bare)
    if bare == text:
        return NOTHING
    rest = " ".join(bare.split()).rstrip(" ,;-")
    return TakenPart(" ".join(_without(text, rest).split()), rest)


def names_in_brackets(text: str) -> str:
    """Return the name without its brackets if these seem to contain a name; else "".

    `(Paulina)` gives `Paulina`, `(Meng) Heang` gives `Meng Heang`.
    """
    inside = [bracket[1:-1].strip() for bracket in _BRACKET.findall(text)]
    if not inside or not all(
        word.isalpha() and word.istitle() and word.lower() not in _REMARKS for word in inside
    ):
        return ""
    bare = " ".join(re.sub(r"[()\[\]{}<>]", " ", text).split())
    return "" if comment(bare).part else bare


def is_generation(text: str) -> bool:
    """True if the text is only a generation: `Jr.`, `III`."""
    return bool(_ONLY_GENERATION.fullmatch(text))


def generation(first: str) -> TakenPart:
    """Return the generation at the end of a first name, where it does not belong: `IV` of `John D.,
    IV`."""
    found = _GENERATION_AT_END.fullmatch(first)
    return TakenPart(found["generation"], found["rest"].rstrip(" ,")) if found else NOTHING


def _is_initials(text: str) -> bool:
    """True if the text is two capitals: `DR` and `CR` alone are somebody's initials."""
    return len(text.strip()) == 2 and text.isupper()


def _is_letters(word: str, words: list[str], is_last: bool) -> bool:
    bare = word.strip(",;")
    plain = bare.replace(".", "")
    if bare.lower() in titles.DOTTED_HONOURS:
        return True
    if plain.lower() not in _LETTERS:
        return False
    if plain.lower() in titles.OF_SEATS or bare in ("PhD", "Ph.D.", "Esq", "Esq.", "Ret."):
        return True
    if words[-2].endswith(","):
        return True
    if len(plain) < _LONG:
        return is_last and plain.isupper() and not " ".join(words[:-1]).isupper()
    return plain.isupper() and (is_last or "." not in bare)


def _without(text: str, rest: str) -> str:
    """Return the words of a text that are not in the rest."""
    kept = rest.split()
    out = []
    for word in text.split():
        if kept and word.rstrip(",;") == kept[0].rstrip(",;"):
            kept.pop(0)
        else:
            out.append(word)
    return " ".join(out)
