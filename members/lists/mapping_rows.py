"""A mapping as the table in which people edit it: one row for each header of the list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any

from members import fields
from members.member_columns import MEMBER_COLUMNS, Holds
from members.sources.csv import PARTS
from members.sources.mapping import OTHER_NAMES, plain
from members.sources.records import SourceError
from members.sources.text import Table

#: Rows of the list that are searched for an example of each column.
LOOKED_AT = 50
KINDS = ["", "electorate", "parliamentary", "ministerial", "tollfree", "other"]


@dataclass(frozen=True)
class MappingRow:
    """A header of the list and its place in the mapping.

    `target` is our column ("" if ignored), `example` a value from the list, `joined` the targets
    that it is joined into. `is_there` is False if only the mapping has this header.
    """

    header: str
    target: str
    example: str = ""
    joined: str = ""
    is_there: bool = True


def _words() -> Iterator[tuple[str, str]]:
    yield from _once(Holds.WHOLE_NAME, Holds.NAME)
    yield OTHER_NAMES, "another whole name"
    yield from _once(Holds.TEXT, Holds.ENTITY)
    yield "id:official", "a number of the list's own"
    yield from _once(Holds.DATE, Holds.WEB)
    for word in ("email", "phone", "fax", "address"):
        for kind in KINDS:
            column = f"{word}:{kind}" if kind else word
            yield column, fields.label(column)
    for kind in fields.LINK_KINDS:
        yield f"link:{kind}", fields.label(f"link:{kind}")
    for kind in KINDS[1:3]:
        for part in PARTS[1:]:
            yield f"address:{kind}:{part}", f"{fields.label(f'address:{kind}')}, {part}"


def _once(*holds: Holds) -> Iterator[tuple[str, str]]:
    """Return the columns of these types with their words.

    `verified_on` is left out: no list contains when somebody here last checked.
    """
    return (
        (column.name, column.words)
        for column in MEMBER_COLUMNS
        if column.holds in holds and column.name != "verified_on"
    )


#: Suggested targets: pairs of a column of our CSV and its plain words.
WORDS = list(_words())


def rows(mapping: Mapping[str, Any], data: bytes | None) -> list[MappingRow]:
    """Return a row for each header of the list, in its order, then the headers that it lacks.

    The latter are in the mapping only. `data` is the list; None if there is no copy yet.
    """
    columns = _object(mapping.get("columns"))
    lists = {
        target: names
        for target, names in _object(mapping.get("joined")).items()
        if isinstance(names, list)
    }
    joined = [(_plain(name), target) for target, names in lists.items() for name in names]
    targets = {_plain(name): str(target) for name, target in columns.items()}
    found = []
    for header, example in _headers(data) if data is not None else ():
        into = ", ".join(target for name, target in joined if name == _plain(header))
        found.append(MappingRow(header, targets.get(_plain(header), ""), example, into))
    there = {_plain(row.header) for row in found}
    return found + [
        MappingRow(name, str(target), is_there=data is None)
        for name, target in columns.items()
        if _plain(name) not in there
    ]


def hidden_parts(mapping: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parts of the mapping that are not shown as rows."""
    return {name: value for name, value in mapping.items() if name != "columns"}


def chosen(headers: Iterable[str], targets: Iterable[str]) -> dict[str, str]:
    """Build the mapping's columns from a posted form: headers, and their targets in that order."""
    return {
        header: target.strip()
        for header, target in zip(headers, targets, strict=False)
        if target.strip()
    }


def is_table(data: bytes) -> bool:
    """True if the list can be read as a table."""
    try:
        Table(data)
    except SourceError:
        return False
    return True


def _headers(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield each header as a mapping names it, with the first value under it.

    The second of two equal headers is numbered.
    """
    table = Table(data)
    first: list[list[str]] = []
    with suppress(SourceError):  # the error is shown when somebody tries the mapping
        first.extend(row.cells for row in islice(table, LOOKED_AT))
    times: Counter[str] = Counter()
    for position, header in enumerate(table.header):
        times[plain(header)] += 1
        if header:
            nth = times[plain(header)]
            example = next(
                (
                    cells[position].strip()
                    for cells in first
                    if position < len(cells) and cells[position].strip()
                ),
                "",
            )
            yield (header if nth == 1 else f"{header} #{nth}"), example


def _plain(header: Any) -> str:
    return plain(str(header)).removesuffix(" #1")


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
