"""Values split over several columns of one row, such as a name or the lines of an address.

A value is found if the row contains all of its words, in any column and order. It is removed word
by word.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from members.member_columns import Holds, columns_of

#: The columns that form one text together, in any table and any JSON object.
GROUPS: tuple[tuple[str, ...], ...] = (
    columns_of(Holds.NAME),
    ("text", "line1", "line2", "line3", "suburb", "state", "postcode"),
)
Words = Sequence[re.Pattern[str]]

#: Everything except the separators between the cells of a list, which stay when a value is removed.
_NOT_SEPARATORS = re.compile(r'[^,;\t\r\n"|:{}\[\]]')


def columns_without(values: Mapping[str, Any], words: Words, stub: str) -> dict[str, str]:
    """Return a dict of column to new text, for columns of a row that contain the words together.

    The stub goes into the first of them.
    """
    changed: dict[str, str] = {}
    for group in GROUPS:
        texts = {name: values[name] for name in group if isinstance(values.get(name), str)}
        if len(texts) > 1:
            changed |= texts_without(texts, words, stub)
    return changed


def json_without(value: Any, words: Words, stub: str) -> Any:
    """Return a JSON value without the words, in each object that contains all of them itself."""
    if isinstance(value, list):
        return [json_without(each, words, stub) for each in value]
    if not isinstance(value, dict):
        return value
    texts = {name: each for name, each in value.items() if isinstance(each, str)}
    return {name: json_without(each, words, stub) for name, each in value.items()} | texts_without(
        texts, words, stub
    )


def file_text_without(text: str, words: Words) -> str:
    """Return the text of a list without the words, in each row or object that contains them all."""
    if not words or not _has_all([text], words):
        return text
    if text.lstrip()[:1] in ("{", "["):
        try:
            data = json.loads(text)
        except ValueError:
            return text
        new = json_without(data, words, "")
        return text if new == data else json.dumps(new, ensure_ascii=False)
    rows = (
        re.split(r"(?m)^(?=- )", text)
        if text.lstrip().startswith("- ")
        else text.splitlines(keepends=True)
    )
    return "".join(_row(row, words) for row in rows)


def kept_separators(found: re.Match[str]) -> str:
    """Return what must stay of a match in a list: the separators between its cells."""
    return _NOT_SEPARATORS.sub("", found[0])


def _row(row: str, words: Words) -> str:
    if _has_all([row], words):
        for word in words:
            row = word.sub("", row)
    return row


def texts_without(texts: Mapping[str, str], words: Words, stub: str) -> dict[str, str]:
    """Return the texts that change when the words are removed from texts that contain them all.

    The stub goes into the first of them. Returns {} if a word is missing.
    """
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
