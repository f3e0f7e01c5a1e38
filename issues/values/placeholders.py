"""Words and signs that people and spreadsheets write if they have no value."""

from __future__ import annotations

import re

from members import normalise

#: In the form of `members.normalise.text`: lower case, no punctuation, one space between words.
WORDS = frozenset(
    part.strip()
    for part in """
    tbc, tba, tbd, tbn, todo, to do, to be confirmed, to be advised, to be announced,
    to be determined, pending, n a, na, nil, none, null, nan, undefined, unknown, not known,
    not available, not applicable, not provided, not listed, not supplied, not given, not set,
    unavailable, missing, blank, empty, no data, no value, no email, no phone, no fax, no address,
    no website, dummy, placeholder, sample, test, testing, asdf, qwerty, fixme, fix me, see above,
    as above, same as above, ditto, ref, value, div 0, name, xx, xxx, xxxx, xxxxx
    """.replace("\n", " ").split(",")
)
#: What a database may look for besides WORDS, in lower case: signs alone, and the marks of
#: spreadsheets. `is_placeholder` knows more of them.
SIGNS = frozenset([
    "?", "??", "???", "-", "--", "---", "\u2013", "\u2014", ".", "...", "*", "_",
    "n/a", "n.a.", "#n/a", "#ref!",
])  # fmt: skip
_ONLY_SIGNS = re.compile(r"[\s?.\-\u2013\u2014_*#/\\]+")


def is_placeholder(text: str) -> bool:
    """True if this text only means that there is no value (`TBC`, `n/a`, `???`, `--`). False for
    blank text."""
    return bool(text.strip()) and (
        bool(_ONLY_SIGNS.fullmatch(text)) or normalise.text(text) in WORDS
    )
