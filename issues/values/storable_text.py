"""Texts from programs and people in a form that can be stored."""

from __future__ import annotations

#: Characters. More than anybody reads of a program's output.
LONGEST = 20_000


def printable(text: str) -> str:
    """Return the text as every database and mail can store it.

    NUL and half characters are escaped, and the text is cut off after LONGEST characters.
    """
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", "\\0")[:LONGEST]
