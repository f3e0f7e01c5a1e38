"""Export of members as the product's own CSV. `importmembers csv` reads the same members back.

The columns depend on all members. So each member is read once into a temporary file and written
when all have been read. Memory does not grow with their number, and a change meanwhile cannot be
read half.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from datetime import date
from tempfile import TemporaryFile
from typing import IO, Any

from members.chunks import chunks
from members.member_columns import Holds, columns_of
from members.models import DETAILS, Chamber, Member, Phone
from members.slugs import is_slug
from members.sources.csv import PARTS, escaped
from members.sources.records import SourceError
from members.sources.text import ROW_CHARACTERS, quoted
from members.transfer.export_columns import (
    AFTER,
    BEFORE,
    GROUPS,
    ExportColumns,
    ExportLine,
    Item,
    kind_written,
)

BATCH = 2_000
#: Characters. Python's csv module reads no longer cells.
LONGEST = 131_072
#: A dict of column to lookup path, for values that are in a row of another table.
ELSEWHERE = {"chamber": "chamber__slug", "electorate": "electorate__name", "party": "party__name"}
COLUMNS = {name: ELSEWHERE.get(name, name) for name in (*BEFORE, *AFTER)}
STRIPPED = columns_of(Holds.ENTITY)
#: For each of DETAILS, in that order: the columns of kind and values.
VALUES = [
    ("scheme", "value"),
    ("kind", "address"),
    ("kind", "number", "medium"),
    ("kind", *PARTS),
    ("kind", "url"),
]
#: Indexes into DETAILS, in the order of GROUPS.
ORDER = [0, 1, 2, 4, 3]

Warn = Callable[[str], None]


def export(chambers: Collection[str] = (), warn: Warn = lambda message: None) -> Iterator[str]:
    """Return the members of these chambers, former ones included, as pieces of CSV text.

    `chambers` are slugs; without any, all members are exported. `warn` is called with
    `slug: column: reason` for each value that an import would not read back as it is stored. Raises
    SourceError if a chamber does not exist.
    """
    existing = set(Chamber.objects.filter(slug__in=chambers).values_list("slug", flat=True))
    if unknown := [slug for slug in chambers if slug not in existing]:
        raise SourceError(f"there is no chamber {quoted(unknown[0])}")
    return _pieces(chambers, warn)


def _pieces(chambers: Collection[str], warn: Warn) -> Iterator[str]:
    columns = ExportColumns()
    with TemporaryFile("w+", encoding="utf-8", newline="\n") as file:
        lines = _ExportLines(warn)
        for member, details in _members(chambers):
            line = lines.line(member, details)
            columns.fit(line)
            file.write(json.dumps(line) + "\n")
        file.seek(0)
        yield from _csv(columns, file, warn)


def _csv(columns: ExportColumns, file: IO[str], warn: Warn) -> Iterator[str]:
    headers = columns.headers()
    # A reader finds the delimiter in the first line: no other delimiter may occur in it outside
    # quotes.
    quoting = csv.QUOTE_ALL if set(";\t") & set("".join(headers)) else csv.QUOTE_MINIMAL
    yield _row(headers, quoting)
    for batch in chunks(file, BATCH):
        rows = []
        for text in batch:
            once, groups = json.loads(text)
            row = _row(
                columns.cells(
                    ExportLine(once, [[Item(*item) for item in group] for group in groups])
                )
            )
            if len(row) > ROW_CHARACTERS:
                warn(
                    f"{once['slug']}: the row has more than {ROW_CHARACTERS:,} characters "
                    "and is left out"
                )
            else:
                rows.append(row)
        yield "".join(rows)


class _Echo:
    def write(self, text: str) -> str:
        return text


def _row(cells: list[str], quoting: Any = csv.QUOTE_MINIMAL) -> str:
    writer: Any = csv.writer(_Echo(), quoting=quoting)
    row: str = writer.writerow(cells)
    return row


def _members(
    chambers: Collection[str],
) -> Iterator[tuple[tuple[Any, ...], list[list[tuple[Any, ...]]]]]:
    """Yield each member's values (as COLUMNS) and its details' values (as VALUES).

    Members and details are in stored order.
    """
    members = Member.objects.order_by("pk")
    if chambers:
        members = members.filter(chamber__slug__in=chambers)
    last = None
    while batch := list(
        (members if last is None else members.filter(pk__gt=last)).values_list(
            "pk", *COLUMNS.values()
        )[:BATCH]
    ):
        first, last = batch[0][0], batch[-1][0]
        details: list[dict[int, list[tuple[Any, ...]]]] = []
        for model, names in zip(DETAILS, VALUES, strict=True):
            found = model._default_manager.filter(
                member_id__gte=first, member_id__lte=last
            ).order_by("pk")
            if chambers:
                found = found.filter(member__chamber__slug__in=chambers)
            grouped = defaultdict(list)
            for pk, *values in found.values_list("member_id", *names):
                grouped[pk].append(tuple(values))
            details.append(grouped)
        for pk, *member in batch:
            yield tuple(member), [grouped.get(pk, []) for grouped in details]


class _ExportLines:
    """A converter of members to lines. It warns of values that an import would read differently."""

    def __init__(self, warn: Warn) -> None:
        self._warn = warn
        self._parties: dict[str, str] = {}
        self._slug = ""

    def line(self, member: tuple[Any, ...], details: list[list[tuple[Any, ...]]]) -> ExportLine:
        values = dict(zip(COLUMNS, member, strict=True))
        self._slug = values["slug"]
        once = {
            name: self._cell(name, value, strip=name in STRIPPED) for name, value in values.items()
        }
        if not once["first_name"] and not once["last_name"]:
            self._say("name", "it is missing; an import leaves the row out")
        if not is_slug(self._slug):
            self._say("slug", "it is not valid; an import assigns another")
        if (party := once["party"]) and self._parties.setdefault(party.casefold(), party) != party:
            self._say(
                "party",
                f"an import reads {quoted(party)} as {quoted(self._parties[party.casefold()])}",
            )
        return ExportLine(
            once,
            [
                list(self._items(group[0], details[place]))
                for group, place in zip(GROUPS, ORDER, strict=True)
            ],
        )

    def _items(self, word: str, details: list[tuple[Any, ...]]) -> Iterator[Item]:
        for kind, *values in details:
            if word in ("phone", "fax"):
                word = "fax" if values.pop() == Phone.Medium.FAX else "phone"
            name = f"{word}:{kind}" if kind else word
            written = kind_written(word, kind)
            if written is None:
                self._say(name, f"no column can have this name; {quoted(values[0])} is left out")
                continue
            if written != kind:
                self._say(name, f"the kind is written as {quoted(written)}")
            cells = (
                self._address(name, values)
                if word == "address"
                else {"": self._cell(name, values[0])}
            )
            if any(cells.values()):
                yield Item(word, written, cells)
            elif not any(value for value in values if isinstance(value, str)):
                self._say(name, "an empty detail is left out")

    def _address(self, name: str, values: list[Any]) -> dict[str, str]:
        *texts, postal = values
        cells = {
            part.removesuffix("text"): self._cell(name, text)
            for part, text in zip(PARTS, texts, strict=False)
        }
        cells = {part: cell for part, cell in cells.items() if cell}
        return {**cells, "postal": "yes"} if postal and cells else cells

    def _cell(self, name: str, value: str | date | None, strip: bool = False) -> str:
        """Return the value as written to the file; "" if an import could not read it."""
        if value is None or value == "":
            return ""
        if isinstance(value, date):
            return value.isoformat()
        text = value.replace("\0", "")
        cell = escaped(text.strip() if strip else text)
        if len(cell) > LONGEST:
            self._say(name, f"more than {LONGEST:,} characters are left out: {quoted(value)}")
            return ""
        if not text.strip():
            self._say(name, f"only blanks: {quoted(value)} is empty to an import")
            return ""
        if cell != escaped(value):
            self._say(name, f"{quoted(value)} is written as {quoted(cell)}")
        return cell

    def _say(self, name: str, reason: str) -> None:
        self._warn(f"{self._slug}: {name}: {reason}")
