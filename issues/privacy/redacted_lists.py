"""Copies of official lists without a value: taken out of the cells that their readers see, however
the file writes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from issues.privacy import list_cells, split_values
from issues.privacy.searched_value import Value
from members.lists import snapshots
from members.models import Snapshot
from members.sources.records import MemberRecord, Problem, SourceError

#: What is left of a copy that keeps the value whatever is taken out of it.
EMPTIED = b""


def without(snapshot: Snapshot, sought: Value) -> bytes | None:
    """Return the file without the value; None when it does not hold it.

    What is left is read again as checks read it. Rows of a table that still say it, made of several
    cells, go as a whole; where even that does not help, all of the file goes.
    """
    data = snapshot.data
    encoding = _encoding(data)
    text = data.decode(encoding)
    if not _may_hold(text, sought):
        return None
    new = _without(text, sought)
    if held := _lines(snapshot, new.encode(encoding), sought):
        new = _without_rows(new, held)
        if _lines(snapshot, new.encode(encoding), sought):
            return EMPTIED
    return None if new == text else new.encode(encoding)


def _encoding(data: bytes) -> str:
    """The one by which lists are read; latin-1 for what is no list."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    for encoding in ("utf-8", "cp1252"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return "latin-1"


def _may_hold(text: str, sought: Value) -> bool:
    said: list[str] = []

    def listen(texts: list[str]) -> list[str]:
        said.extend(texts)
        return texts

    try:
        list_cells.edited(text, listen)
    except ValueError:
        said.append(text)
    return bool(sought.pattern.search(text)) or sought.is_among([" ".join(said)])


def _without(text: str, sought: Value) -> str:
    try:
        text = list_cells.edited(text, sought.out_of_all)
    except ValueError:
        text = "".join(map(sought.out_of, text.splitlines(keepends=True)))
    # What stands outside of cells, as comments, or in several of them.
    return split_values.in_file(sought.pattern.sub(split_values.separators, text), sought.words)


def _lines(snapshot: Snapshot, data: bytes, sought: Value) -> set[int]:
    """Where the rows begin that still say the value when the copy is read; 1 for a copy that cannot
    be read and says it somewhere."""
    try:
        contents = snapshots.read(snapshot.source, data)
    except SourceError:
        return {1} if sought.is_in(data.decode(_encoding(data))) else set()
    rows: tuple[MemberRecord | Problem, ...] = (*contents.records, *contents.problems)
    return {row.line for row in rows if any(map(sought.is_among, _texts(row)))}


def _texts(row: Any) -> Iterator[list[str]]:
    """The texts of a row, each by itself, and together what makes one name or one address."""
    yield from ([getattr(row, name, "") for name in group] for group in split_values.GROUPS)
    for value in (getattr(row, each.name) for each in fields(row)):
        for part in value if isinstance(value, tuple) else (value,):
            if is_dataclass(part):
                yield from _texts(part)
            elif isinstance(part, str):
                yield [part]


def _without_rows(text: str, held: set[int]) -> str:
    """The table without the rows that begin on these lines; its header stays."""
    kept = [row for line, row in list_cells.rows(text) if line == 1 or line not in held]
    return "".join(kept) or text
