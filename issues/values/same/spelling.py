"""A person's name in its plain form, part by part."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from members.letters import fold
from members.names import GENERATIONS, HONORIFICS, POST_NOMINALS, split
from members.titles import ALONE_A_NAME

_DOTTED = re.compile(r"\b(?:[a-z]\.\s?)+(?:[a-z]\b\.?)?")
_QUOTED = re.compile(
    r"[\"\u201c\u201d\u201e\u00ab\u00bb(\[]"
    r"([^\"\u201c-\u201e\u00ab\u00bb()\[\]]++)[\"\u201c\u201d\u201e\u00ab\u00bb)\]]"
    r"|(?<!\w)['\u2018\u2019]([^'\u2018\u2019]++)['\u2018\u2019](?!\w)"
)
_WORD = re.compile(r"[^\W_]+")

_TITLES = frozenset(word for title in HONORIFICS for word in _WORD.findall(fold(title)))
_SAINTS = {"st": "saint", "ste": "sainte"}


class PlainName(NamedTuple):
    """The words of a name in lower case, without accents, titles and post-nominals.

    `generation` is `jr`, `ii` and the like; "" for a name without one.
    """

    given: tuple[str, ...]
    nicknames: tuple[str, ...]
    last: tuple[str, ...]
    generation: str

    @property
    def key(self) -> str:
        """Return all words joined, in the form in which whole names are compared."""
        return "".join((*self.given, *self.nicknames, *self.last, self.generation))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.replace(".", " "))


@lru_cache(16384)
def read_name(first: str, last: str) -> PlainName:
    """Parse a name given in two columns, or whole in one of them."""
    if not first.strip() and ("," in last or " " in last.strip()):
        _, first, last, _ = split(last)
    elif not last.strip() and "," in first:
        _, first, last, _ = split(first)
    nicknames = [word for found in _QUOTED.findall(first) for word in _words(fold("".join(found)))]
    given = _words(fold(_QUOTED.sub(" ", first)))
    family = _WORD.findall(
        _DOTTED.sub(lambda found: re.sub(r"[.\s]", "", found[0]) + " ", fold(last)).replace(".", "")
    )
    while given and given[0] in _TITLES and (len(given) > 1 or given[0] not in ALONE_A_NAME):
        del given[0]
    generation = ""
    for words in (family, given):
        while len(words) > 1:
            if words is family and words[-1] in POST_NOMINALS:
                words.pop()
            elif words[-1] in GENERATIONS:
                generation = GENERATIONS[words.pop()]
            else:
                break
    family = [_SAINTS.get(word, word) for word in family]
    return PlainName(tuple(given), tuple(nicknames), tuple(family), generation)
