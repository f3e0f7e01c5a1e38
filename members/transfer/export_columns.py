"""The columns of an export: as few as can contain all details of each member in stored order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from members.member_columns import Holds, columns_of
from members.sources.csv import KIND_LENGTH, PARTS, Column, column_of
from members.sources.records import SourceError

ALWAYS = ["chamber", "slug", "first_name", "last_name"]
BEFORE = columns_of(Holds.SLUG)
AFTER = columns_of(Holds.NAME, Holds.TEXT, Holds.ENTITY, Holds.DATE, Holds.WEB)
#: Groups of columns. Within a group the stored order is kept: a phone may be stored before a fax or
#: after it.
GROUPS = [("id",), ("email",), ("phone", "fax"), ("link",), ("address",)]
WHOLE = ["", *PARTS[1:]]


class Item(NamedTuple):
    """A detail: its column's word and kind, and its cells.

    `cells` is a dict of the part of an address to its cell. Other details have the one part "".
    """

    word: str
    kind: str
    cells: dict[str, str]


class ExportLine(NamedTuple):
    """A member before it becomes a row.

    `once` is a dict of column to cell. `groups` are the details of each of GROUPS.
    """

    once: dict[str, str]
    groups: list[list[Item]]


class ExportColumns:
    """The columns of an export. `fit` adds those that a member needs; then rows can be built."""

    def __init__(self) -> None:
        self._once = set(ALWAYS)
        self._groups: list[list[tuple[str, str]]] = [[] for _ in GROUPS]
        self._parts: dict[str, set[str]] = defaultdict(set)

    def fit(self, line: ExportLine) -> None:
        """Add the columns that this member needs."""
        self._once.update(word for word, cell in line.once.items() if cell)
        for places, items in zip(self._groups, line.groups, strict=True):
            begin = 0
            for word, kind, cells in items:
                place = _find(places, (word, kind), begin)
                if place is None:
                    places.insert(begin, (word, kind))
                    place = begin
                begin = place + 1
                if word == "address":
                    self._parts[kind].update(cells)

    def headers(self) -> list[str]:
        """Return the header of each column."""
        before = [word for word in BEFORE if word in self._once]
        after = [word for word in AFTER if word in self._once]
        identifiers, *details = [
            [name for place in places for name in self._names(place)] for places in self._groups
        ]
        return [*before, *identifiers, *after, *(name for names in details for name in names)]

    def cells(self, line: ExportLine) -> list[str]:
        """Return the member's cells, one for each header."""
        before = [line.once[word] for word in BEFORE if word in self._once]
        after = [line.once[word] for word in AFTER if word in self._once]
        identifiers, *details = [
            list(self._filled(*group)) for group in zip(self._groups, line.groups, strict=True)
        ]
        return [*before, *identifiers, *after, *(cell for cells in details for cell in cells)]

    def _names(self, place: tuple[str, str]) -> Iterator[str]:
        return (header(Column(*place, part)) for part in self._parts_of(place))

    def _filled(self, places: list[tuple[str, str]], items: list[Item]) -> Iterator[str]:
        waiting = iter(items)
        item = next(waiting, None)
        for place in places:
            parts = self._parts_of(place)
            if item is not None and place == item[:2]:
                yield from (item.cells.get(part, "") for part in parts)
                item = next(waiting, None)
            else:
                yield from [""] * len(parts)

    def _parts_of(self, place: tuple[str, str]) -> list[str]:
        """Return the parts that any address of that kind uses.

        The nth column of each part belongs to the nth address.
        """
        word, kind = place
        return [part for part in WHOLE if part in self._parts[kind]] if word == "address" else [""]


def _find(places: list[tuple[str, str]], wanted: tuple[str, str], begin: int) -> int | None:
    try:
        return places.index(wanted, begin)
    except ValueError:
        return None


def header(column: Column) -> str:
    """Return the header under which `column_of` finds this column."""
    word, kind, part, _ = column
    plain = f"{word}:{kind}" if kind else word
    if word != "address":
        return plain
    if not part:
        return plain if column_of(plain)[:3] == column[:3] else f"{plain}:text"
    return f"address:{kind}:{part}" if kind or part == "postal" else f"address:{part}"


def kind_written(word: str, kind: str) -> str | None:
    """Return the kind as a header can contain it: no trailing blanks, at most KIND_LENGTH long.

    None if no header is possible.
    """
    written = kind.replace("\0", "").rstrip()[:KIND_LENGTH].rstrip()
    try:
        column_of(f"{word}:{written}" if written else word)
    except SourceError:
        return None
    return written
