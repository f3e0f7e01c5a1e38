"""Splitting of whole names: `The Hon Penny Wong MP` has all four parts of `NameParts`."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from nameparser import CapsSuffixes, Lexicon, Parser, Policy, Role, Token

from members import titles

# Only words that parliaments write. nameparser's own lists contain `Prince`, `Major` and `Dean` as
# titles and `Ma` as a degree, but members of parliament have such names.
_TITLES = titles.TITLES | titles.TITLES_OR_NAMES | titles.SHORT_OR_NAMES
HONORIFICS = _TITLES | titles.BEFORE_TITLES | {f"{title}-elect" for title in _TITLES}
POST_NOMINALS = (
    titles.OF_SEATS | titles.OF_SEATS_OR_INITIALS | titles.OF_SEATS_OR_TITLE | titles.HONOURS
)
#: A dict of each way to write a generation to its plain form.
GENERATIONS = titles.GENERATIONS | titles.GENERATIONS_OR_NAMES | titles.GENERATIONS_IN_FIGURES

_PLAIN = Lexicon.default()
_PARSER = Parser(
    Lexicon(
        titles=HONORIFICS,
        given_name_titles=frozenset({"sir", "dame"}),
        suffix_acronyms=POST_NOMINALS,
        suffix_acronyms_ambiguous=POST_NOMINALS,
        suffix_words=frozenset(GENERATIONS),
        particles=_PLAIN.particles,
        particles_ambiguous=_PLAIN.particles_ambiguous,
        conjunctions=frozenset({"y", "e", "&", "and", "of"}),
    ),
    Policy(
        script_orders=(),
        segment_scripts=frozenset(),
        nickname_delimiters=frozenset(),
        strip_emoji=False,
        strip_bidi=False,
        unlisted_dotted_suffixes=False,
        unlisted_caps_suffixes=CapsSuffixes.OFF,
    ),
)

_KNOWN = HONORIFICS | titles.DOTTED | titles.DOTTED_OR_GENERATION
_CHAIN = re.compile(r"(?:van|von) (?:de|dem|den|der|het|'t) ", re.IGNORECASE)


#: Characters. A longer name is split by position: the parser takes four times as long for twice as
#: many commas.
LONGEST = 300


class NameParts(NamedTuple):
    """The parts of a name, each "" if missing."""

    honorific: str = ""
    first_name: str = ""
    last_name: str = ""
    post_nominals: str = ""


def split(whole: str) -> NameParts:
    """Return the parts of a whole name. Every word is in one of them, spelt as given.

    `Surname, First` is understood. Nicknames stay with the first name, generations (`Jr.`) with the
    last. A name of one word, or of a particle and its word (`von Trapp`), is a last name. Words in
    brackets in the place of a last name (`Ged Kearney MP (Cooper)`) go after the post-nominals.
    Raises nothing.
    """
    if len(whole) > LONGEST:
        return _by_position(whole)
    name = _split(whole)
    begins, ends = whole.rfind("("), whole.rfind(")") + 1
    bracket = whole[begins:ends] if begins >= 0 else ""
    if not bracket or not (name.last_name.endswith(")") or "," in bracket):
        return name
    without = _split(whole[:begins] + whole[ends:])
    moved = without._replace(
        post_nominals=" ".join([*without.post_nominals.split(), *bracket.split()])
    )
    return moved if without.last_name and _words(" ".join(moved)) == _words(whole) else name


def _split(whole: str) -> NameParts:
    words: dict[Role, list[str]] = {role: [] for role in Role}
    for token in _PARSER.parse(whole).tokens:
        words[_role(token)].append(token.text.strip(","))
    honorific, last = words[Role.TITLE], words[Role.FAMILY]
    first = words[Role.GIVEN] + words[Role.MIDDLE] + words[Role.NICKNAME] + words[Role.MAIDEN]
    if first and not last:
        first, last = first[:-1], first[-1:]
    if _is_particle(" ".join(first), " ".join(last)):
        first, last = [], first + last
    name = NameParts(
        " ".join(honorific), " ".join(first), " ".join(last), " ".join(words[Role.SUFFIX])
    )
    return name if last and _words(" ".join(name)) == _words(whole) else _by_position(whole)


def _role(token: Token) -> Role:
    """Return the parser's role for a word, with two exceptions.

    Generations belong to the last name. A word with a dot that is not a known title is a given
    name: `Wm.`
    """
    word = token.text.lower().strip(".,")
    if token.role is Role.SUFFIX and word in GENERATIONS:
        return Role.FAMILY
    if (
        token.role is Role.TITLE
        and token.text.endswith(".")
        and word not in _KNOWN
        and "." not in word
    ):
        return Role.GIVEN
    return token.role


def _is_particle(first: str, last: str) -> bool:
    """True if the first name is really the beginning of the last name: `van`, `Van Der`, `St.`

    `Van`, `Al` and `Di` alone may be first names.
    """
    if first.lower() in ("st.", "ste."):
        return True
    known = first.lower() in _PLAIN.particles
    return known and (
        (first.islower() and not last.islower()) or bool(_CHAIN.match(f"{first} {last}"))
    )


def _words(text: str) -> Counter[str]:
    return Counter(re.split(r"[\s,]+", text.strip(" ,\n\t")))


def _by_position(whole: str) -> NameParts:
    """Split at the last space. For names that the parser does not understand."""
    first, _, last = " ".join(whole.split()).rpartition(" ")
    return NameParts("", first, last, "")
