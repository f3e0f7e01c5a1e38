"""Splitting of whole names whose last name is known."""

from __future__ import annotations

import re

from members.letters import APOSTROPHES
from members.names import GENERATIONS

_APOSTROPHES = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))


def split_whole_name(whole: str, last: str) -> tuple[str, str] | None:
    """Split a whole name into first and last name, given the last name.

    None if it does not end with that last name, possibly followed by a generation (`Jr.`). For
    `Ada Quill Fox` and `Quill Fox` the first name is `Ada`; no general rule could find that.
    """
    whole, last = " ".join(whole.split()), " ".join(last.split())
    folded, ending = (
        whole.translate(_APOSTROPHES).casefold(),
        last.translate(_APOSTROPHES).casefold(),
    )
    if not last or len(folded) != len(whole):
        return None
    found = re.fullmatch(rf"(.*\s)?({re.escape(ending)})(?:,?\s+(\S+))?", folded)
    if found is None or (found[3] and found[3].strip(".,") not in GENERATIONS):
        return None
    first = whole[: found.start(2)].strip()
    generation = whole[found.start(3) :] if found[3] else ""
    return first, f"{whole[found.start(2) : found.end(2)]} {generation}".strip()


def other_names(*names: str, beside: str) -> tuple[str, ...]:
    """Return the names, each once, except those equal to `beside`."""
    given = " ".join(beside.replace(",", "").split())
    tidied = (" ".join(name.split()) for name in names)
    return tuple(dict.fromkeys(name for name in tidied if name and name.replace(",", "") != given))
