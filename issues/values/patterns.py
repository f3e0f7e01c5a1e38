"""The patterns by which an organisation makes e-mail addresses from names: `first.last`, `rep` and
the last name, the electorate and others."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from issues.values.mailboxes import OFFICES, joined_words, name_words, spellings

_TWO_WORDS = {"first.last": ".", "first_last": "_", "first-last": "-", "last.first": "."}
_SEPARATORS = re.compile(r"[^a-z]+")


class Pattern(NamedTuple):
    """A pattern of local parts: the text before and after the name, and the form of the name."""

    before: str
    form: str
    after: str

    def core(self, local: str) -> str:
        """Return the piece of a local part where the name belongs; "" if the local part does not
        fit."""
        if len(local) <= len(self.before) + len(self.after) or not (
            local.startswith(self.before) and local.endswith(self.after)
        ):
            return ""
        return local[len(self.before) : len(local) - len(self.after)]


def forms(first_name: str, last_name: str, electorate: str) -> dict[str, str]:
    """Return the local part in each form for a member, the fuller forms first.

    A dict of form to text: `{"first.last": "ada.quill", "flast": "aquill", ...}`.
    """
    first, last = _first_word(first_name), _joined(last_name)
    made = {}
    if first and last:
        made = {form: first + separator + last for form, separator in _TWO_WORDS.items()}
        made |= {
            "last.first": f"{last}.{first}",
            "firstlast": first + last,
            "lastfirst": last + first,
        }
        made |= {
            "f.last": f"{first[0]}.{last}",
            "flast": first[0] + last,
            "lastf": last + first[0],
            "firstl": first + last[0],
        }
    if last:
        made["last"] = last
    if place := min(spellings(electorate)):
        made["electorate"] = place
    return made


@lru_cache(maxsize=4096)
def _first_word(name: str) -> str:
    return min(spellings(next(iter(name_words(name)), "")))


@lru_cache(maxsize=4096)
def _joined(name: str) -> str:
    return min(spellings("".join(name_words(name))))


def pattern(local: str, made: dict[str, str]) -> Pattern | None:
    """Return the pattern by which this local part is made; None if it is not made from the member's
    name or electorate."""
    for form, core in made.items():
        if len(core) > 2 and core in local:
            before, _, after = local.partition(core)
            return Pattern(before, form, after)
    return None


def holds_last_name(local: str, last_name: str) -> bool:
    """True if this local part contains the last name or a word of it."""
    squeezed = _SEPARATORS.sub("", local)
    return any(len(word) > 2 and word in squeezed for word in joined_words(last_name))


def is_of_somebody_else(
    core: str, form: str, first_name: str, last_name: str, electorate: str
) -> bool:
    """True if these two words are a name that has nothing in common with the member's: neither a
    word, nor a beginning, nor a likeness.

    Only two words can be recognised as a name. An office or the electorate is not one.
    """
    words = core.split(_TWO_WORDS[form]) if form in _TWO_WORDS else []
    if len(words) != 2 or not all(word.isalpha() and len(word) > 2 for word in words):
        return False
    place = joined_words(electorate)
    if any(
        word in OFFICES or word in place or any(len(p) > 3 and p in word for p in place)
        for word in words
    ):
        return False
    return not any(
        _alike(word, own) for word in words for own in joined_words(f"{first_name} {last_name}")
    )


def _alike(word: str, own: str) -> bool:
    return (
        word[:2] == own[:2]
        or word in own
        or (len(own) > 2 and own in word)
        or OSA.normalized_similarity(word, own) >= 0.5
    )
