"""The product's own CSV: the format that `importmembers csv` reads and the site exports."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from members.member_columns import DATES, MEMBER_COLUMNS, Holds, columns_of
from members.sources.records import (
    AddressRecord,
    EmailRecord,
    IdentifierRecord,
    LinkRecord,
    MemberRecord,
    Parsed,
    PhoneRecord,
    Problem,
    SourceError,
)
from members.sources.text import Table, TableRow, quoted, unknown_column

ONCE = [column.name for column in MEMBER_COLUMNS]
STRIPPED = columns_of(Holds.SLUG, Holds.ENTITY)
DETAILS = ["email", "phone", "fax", "link", "address"]
PARTS = ["text", "line1", "line2", "line3", "suburb", "state", "postcode", "postal"]
YES, NO = ("1", "yes", "true"), ("", "0", "no", "false")
KIND_LENGTH = 50

# Cells that a spreadsheet would run as a formula, possibly after apostrophes. Writing adds one
# apostrophe, and reading removes it. A sign before a mere telephone number is harmless. Some
# spreadsheets also run formulas after a line break or in full-width characters.
_RUN = re.compile(r"\A'*+(?:[=@\uff1d\uff20\t\r\n]|[+\-\uff0b\uff0d](?![0-9 \u00a0()\[\]./-]*\Z))")


class Column(NamedTuple):
    """The meaning of a header: `address:electorate:state` is word, kind and part.

    `nth` counts its repetitions from 0. The part of a whole address is "".
    """

    word: str
    kind: str = ""
    part: str = ""
    nth: int = 0


def parse(data: bytes) -> Parsed:
    """Read the members of the file.

    Raises SourceError if a column is unknown or the text is not a table.
    """
    table = Table(data)
    table.forget_nameless_end()
    columns = _columns(table.header, table.header_line)
    rows = ((row, [unescaped(cell) if cell.strip() else "" for cell in row.cells]) for row in table)
    records = (member(row, list(zip(columns, cells, strict=True)), table) for row, cells in rows)
    return parsed(table, [record for record in records if record is not None])


def parsed(table: Table, records: Iterable[MemberRecord]) -> Parsed:
    """Build the result of a table. All of its rows must have been read."""
    ordered = sorted([*table.problems, *table.ending], key=lambda problem: problem.line)
    return Parsed(tuple(records), tuple(ordered), tuple(table.header))


def escaped(value: str) -> str:
    """Return the value as an export writes it, so that no spreadsheet runs it as a formula."""
    return f"'{value}" if _RUN.match(value) else value


def unescaped(cell: str) -> str:
    """Return the value of a cell that `escaped` wrote."""
    return cell[1:] if cell.startswith("'") and _RUN.match(cell) else cell


def _columns(header: list[str], line: int) -> list[Column]:
    """Return the meaning of each column."""
    columns: list[Column] = []
    times: Counter[Column] = Counter()
    for position, name in enumerate(header, start=1):
        if not name:
            raise SourceError(f"column {position} has no header", line)
        column = column_of(name, line)
        if column.word in ONCE and column in times:
            raise SourceError(f"column {quoted(name)} appears twice", line)
        columns.append(column._replace(nth=times[column]))
        times[column] += 1
    if not any(column.word in ("name", "first_name", "last_name") for column in columns):
        raise SourceError(
            "there is no column for names: `name`, or `first_name` and `last_name`", line
        )
    return columns


def column_of(header: str, line: int | None = None) -> Column:
    """Return the meaning of a header. Raises SourceError if it is not a column of ours."""
    word, colon, suffix = header.partition(":")
    kind, part = suffix, ""
    if word == "address":
        before, _, last = suffix.rpartition(":")
        # `address:postal` alone is a kind of address, as `phone:postal` would be;
        # `address:line1:text` is one of the kind `line1`
        if last in PARTS and (before or suffix.startswith(":") or last not in ("postal", "text")):
            kind, part = before, last.removesuffix("text")
    is_column = (
        not colon
        if word in ONCE
        else bool(suffix)
        if word == "id"
        else word in DETAILS and (bool(suffix) or not colon)
    )
    if not is_column:
        if word == "id":
            raise SourceError("the column `id` needs a scheme, as in `id:aph`", line)
        raise SourceError(
            f"{unknown_column(header, [*ONCE, *DETAILS])}; docs/csv.md has all columns", line
        )
    if len(kind) > KIND_LENGTH:
        raise SourceError(
            f"column {quoted(header)}: a kind has at most {KIND_LENGTH} characters", line
        )
    return Column(word, kind, part)


def member(row: TableRow, cells: list[tuple[Column, str]], table: Table) -> MemberRecord | None:
    """Build the member of a row. None for a row without a name, which becomes a problem."""
    values = {column.word: cell for column, cell in cells if column.word in ONCE}
    if not any(values.get(name) for name in ("name", "first_name", "last_name")):
        table.leave_out(
            row.line, f"no name: {quoted('; '.join(filter(None, row.cells)))}", row.cells
        )
        return None
    dates = {name: _date(row.line, name, values.get(name, ""), table.problems) for name in DATES}
    texts = {
        name: values.get(name, "").strip() if name in STRIPPED else values.get(name, "")
        for name in ONCE
        if name not in DATES
    }

    def details(word: str) -> Iterator[tuple[str, str]]:
        return ((column.kind, cell) for column, cell in cells if column.word == word and cell)

    record: Callable[..., MemberRecord] = MemberRecord
    return record(
        line=row.line,
        **texts,
        **dates,
        identifiers=tuple(IdentifierRecord(scheme, value) for scheme, value in details("id")),
        emails=tuple(EmailRecord(address, kind) for kind, address in details("email")),
        phones=tuple(
            PhoneRecord(cell, column.kind, fax=column.word == "fax")
            for column, cell in cells
            if column.word in ("phone", "fax") and cell
        ),
        addresses=tuple(_addresses(row.line, cells, table.problems)),
        links=tuple(LinkRecord(url, kind) for kind, url in details("link")),
    )


def _date(line: int, column: str, value: str, problems: list[Problem]) -> date | None:
    value = value.strip()
    if not value:
        return None
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
            return date.fromisoformat(value)
    except ValueError:
        pass  # not a day of the calendar: reported below, as any other form
    problems.append(
        Problem(line, f"{column}: {quoted(value)} is not a date of the form YYYY-MM-DD; left blank")
    )
    return None


def _addresses(
    line: int, cells: list[tuple[Column, str]], problems: list[Problem]
) -> Iterator[AddressRecord]:
    """Yield the addresses. The nth column of each part of one kind belongs to its nth address."""
    addresses: dict[tuple[str, int], dict[str, Any]] = defaultdict(dict)
    for column, cell in cells:
        if column.word == "address" and cell:
            addresses[column.kind, column.nth][column.part or "text"] = cell
    for (kind, _), parts in addresses.items():
        postal = parts.pop("postal", "").strip().lower()
        if postal not in YES + NO:
            problems.append(
                Problem(
                    line,
                    f"address:{kind}:postal: {quoted(postal)} is neither yes nor no; left blank",
                )
            )
        if parts:
            yield AddressRecord(kind=kind, postal=postal in YES, **parts)
        elif postal in YES:
            problems.append(
                Problem(line, f"address:{kind}:postal: {quoted(postal)}, but the address is empty")
            )
