"""Texts that programs and people wrote, as they can be kept."""

from __future__ import annotations

#: More than anybody reads of what a program said.
LONGEST = 20_000


def printable(text: str) -> str:
    """Return the text as every database and mail can keep it: no NUL, no half characters, and not
    endless."""
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", "\\0")[:LONGEST]
