"""Texts inside values as JSON keeps them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

#: More than anybody reads of what a program said.
LONGEST = 20_000


def printable(text: str) -> str:
    """Return the text as every database and mail can keep it: no NUL, no half characters, and not endless."""
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", "\\0")[:LONGEST]


def replaced(value: Any, replace: Callable[[str], str]) -> Any:
    """The value with every text in it replaced, the names in objects too."""
    if isinstance(value, str):
        return replace(value)
    if isinstance(value, list):
        return [replaced(each, replace) for each in value]
    if isinstance(value, dict):
        return {replace(name): replaced(each, replace) for name, each in value.items()}
    return value
