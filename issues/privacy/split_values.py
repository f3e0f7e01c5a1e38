"""A value that stands in several columns of one row: a name in first and last name, an address in
its lines.

It is found when every one of its words is in the row, in whatever column and order, and is taken
out word by word.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from members.member_columns import Holds, columns_of

#: The columns that are one text, in whatever table and whatever object of JSON they stand.
GROUPS: tuple[tuple[str, ...], ...] = (
    columns_of(Holds.NAME),
    ("text", "line1", "line2", "line3", "suburb", "state", "postcode"),
)
Words = Sequence[re.Pattern[str]]

#: What separates the cells of a list, and must stay where a value goes.
_SEPARATORS = re.compile(r'[^,;\t\r\n"|:{}\[\]]')


def columns(values: Mapping[str, Any], words: Words, stub: str) -> dict[str, str]:
    """What the columns of a row are to be, where they hold the words together; the stub stands in
    the first."""
    changed: dict[str, str] = {}
    for group in GROUPS:
        held = {name: values[name] for name in group if isinstance(values.get(name), str)}
        if len(held) > 1:
            changed |= without(held, words, stub)
    return changed


def inside(value: Any, words: Words, stub: str) -> Any:
    """The value as JSON keeps it, without the words in each object that holds them all among its
    own texts."""
    if isinstance(value, list):
        return [inside(each, words, stub) for each in value]
    if not isinstance(value, dict):
        return value
    texts = {name: each for name, each in value.items() if isinstance(each, str)}
    return {name: inside(each, words, stub) for name, each in value.items()} | without(
        texts, words, stub
    )


def in_file(text: str, words: Words) -> str:
    """The text of a list without the words, where one row, or one object, holds all of them."""
    if not words or not _has_all([text], words):
        return text
    if text.lstrip()[:1] in ("{", "["):
        try:
            data = json.loads(text)
        except ValueError:
            return text
        new = inside(data, words, "")
        return text if new == data else json.dumps(new, ensure_ascii=False)
    rows = (
        re.split(r"(?m)^(?=- )", text)
        if text.lstrip().startswith("- ")
        else text.splitlines(keepends=True)
    )
    return "".join(_row(row, words) for row in rows)


def separators(found: re.Match[str]) -> str:
    """What is left in a list where a value was: the signs between its cells."""
    return _SEPARATORS.sub("", found[0])


def _row(row: str, words: Words) -> str:
    if _has_all([row], words):
        for word in words:
            row = word.sub("", row)
    return row


def without(texts: Mapping[str, str], words: Words, stub: str) -> dict[str, str]:
    """Return those texts of one object that hold words, without them, where together they hold all;
    the stub stands in the first."""
    if not words or not _has_all(texts.values(), words):
        return {}
    changed: dict[str, str] = {}
    for name, text in texts.items():
        new = text
        for word in words:
            new = word.sub("", new)
        if new != text:
            changed[name] = " ".join(f"{'' if changed else stub} {new}".split())
    return changed


def _has_all(texts: Iterable[str], words: Words) -> bool:
    texts = list(texts)
    return all(any(word.search(text) for text in texts) for word in words)
