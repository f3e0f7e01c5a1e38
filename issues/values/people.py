"""People's names in a form by which one person entered twice is found.

`same/names` compares two names more closely.
"""

from __future__ import annotations

import string

from members import normalise
from members.letters import fold

_LETTERS = str.maketrans(
    string.ascii_uppercase, string.ascii_lowercase, string.punctuation + string.whitespace
)


def plain_name(first: str, last: str) -> str:
    """Return the names without case, accents, punctuation and blanks.

    `Mary-Ann O'Neill` and `MARY ANN ONEILL` are the same.
    """
    name = first + last
    return (
        name.translate(_LETTERS) if name.isascii() else normalise.text(fold(name)).replace(" ", "")
    )
