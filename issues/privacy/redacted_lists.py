"""Redaction of a value in copies of official lists, in whatever notation the file is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from issues.privacy import list_cells, split_values
from issues.privacy.searched_value import Value
from members.lists.contents import read_list
from members.models import Snapshot
from members.sources.records import MemberRecord, Problem, SourceError

#: Replaces a copy from which the value cannot be removed otherwise.
EMPTIED = b""


def file_without(snapshot: Snapshot, sought: Value) -> bytes | None:
    """Return the file of a snapshot without the value, or None if it does not contain the value.

    The result is parsed again as the checks parse it. Table rows that still give the value, made up
    of several cells, are removed. If that is not enough, the file is emptied. Raises DamagedCopy if
    it cannot be unpacked.
    """
    data = snapshot.data
    encoding = _encoding(data)
    text = data.decode(encoding)
    if not _may_contain(text, sought):
        return None
    new = _without(text, sought)
    if lines := _lines(snapshot, new.encode(encoding), sought):
        new = _without_rows(new, lines)
        if _lines(snapshot, new.encode(encoding), sought):
            return EMPTIED
    return None if new == text else new.encode(encoding)


def _encoding(data: bytes) -> str:
    """Return the encoding that sources use to read lists, or latin-1 if none of them fits."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    for encoding in ("utf-8", "cp1252"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return "latin-1"


def _may_contain(text: str, sought: Value) -> bool:
    cells: list[str] = []

    def collect(texts: list[str]) -> list[str]:
        cells.extend(texts)
        return texts

    try:
        list_cells.edited(text, collect)
    except ValueError:
        cells.append(text)
    return bool(sought.pattern.search(text)) or sought.is_among([" ".join(cells)])


def _without(text: str, sought: Value) -> str:
    try:
        text = list_cells.edited(text, sought.out_of_all)
    except ValueError:
        text = "".join(map(sought.out_of, text.splitlines(keepends=True)))
    # And outside the cells, as in comments, or spread over several of them.
    return split_values.file_text_without(
        sought.pattern.sub(split_values.kept_separators, text), sought.words
    )


def _lines(snapshot: Snapshot, data: bytes, sought: Value) -> set[int]:
    """Return the lines on which those rows begin that give the value when the copy is parsed.

    Returns {1} if the copy cannot be parsed and contains the value.
    """
    try:
        contents = read_list(snapshot.source, data)
    except SourceError:
        return {1} if sought.is_in(data.decode(_encoding(data))) else set()
    rows: tuple[MemberRecord | Problem, ...] = (*contents.records, *contents.problems)
    return {row.line for row in rows if any(map(sought.is_among, _texts(row)))}


def _texts(row: Any) -> Iterator[list[str]]:
    """Yield the texts of a row one by one, and the parts of a name or an address together."""
    yield from ([getattr(row, name, "") for name in group] for group in split_values.GROUPS)
    for value in (getattr(row, each.name) for each in fields(row)):
        for part in value if isinstance(value, tuple) else (value,):
            if is_dataclass(part):
                yield from _texts(part)
            elif isinstance(part, str):
                yield [part]


def _without_rows(text: str, lines: set[int]) -> str:
    """Return the table without the rows that begin on these lines, but with its header."""
    kept = [row for line, row in list_cells.rows(text) if line == 1 or line not in lines]
    return "".join(kept) or text
