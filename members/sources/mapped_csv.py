"""Any CSV, by a mapping of its columns: a new parliament's list needs no code.

A mapping is `{"columns": {"SURNAME": "last_name", "PHONE": "phone:electorate"}}`: each header of
the list with the column of the product's own CSV (docs/csv.md) that it is. Headers that it leaves
out are passed over. docs/sources.md has all its parts.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import datetime
from difflib import get_close_matches
from typing import Any

from members.member_columns import DATES
from members.sources import csv
from members.sources import mapping as mappings
from members.sources.csv import Column
from members.sources.mapping import OTHER_NAMES, Header, Mapping
from members.sources.records import MemberRecord, Parsed, Problem, SourceError
from members.sources.text import Table, TableRow, quoted

LIKENESS = 50


def mapping_in(data: bytes) -> Any:
    """The mapping that a file holds. SourceError if it is no JSON, says something twice, or cannot
    be used whatever the list."""
    try:
        mapping = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once_each)
    except json.JSONDecodeError as error:
        raise SourceError(f"this is no JSON: {error.msg}", error.lineno) from error
    except UnicodeDecodeError as error:
        raise SourceError("this is no text in UTF-8") from error
    if wrong := check(mapping):
        raise SourceError("; ".join(wrong))
    return mapping


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """JSON's own way would keep the last of two and lose the other."""
    found = dict(pairs)
    for name, times in Counter(name for name, _ in pairs).items():
        if times > 1:
            raise SourceError(
                f"{quoted(name)} stands twice among the names of one object; a column's second header is `{name} #2`"
            )
    return found


def check(mapping: Any) -> list[str]:
    """What is wrong with the mapping, whatever the list: a sentence each."""
    return mappings.understood(mapping).wrong


def read(data: bytes, mapping: Any) -> Parsed:
    """The members of the file. SourceError if the mapping makes no sense or names a column that the
    file does not have."""
    plan = mappings.understood(mapping)
    if plan.wrong:
        raise SourceError(f"the mapping cannot be used: {'; '.join(plan.wrong)}")
    table = Table(data)
    table.forget_nameless_end()
    places = _places(plan, table)
    records: dict[object, MemberRecord] = {}
    for row in table:
        cells = dict(_cells(plan, places, row, table.problems))
        record = csv.member(row, list(cells.items()), table)
        if record is None:
            continue
        named = tuple(cell for column, cell in cells.items() if column.word == OTHER_NAMES and cell)
        record = replace(record, other_names=named)
        said = tuple(cells.get(column, "").casefold() for column in plan.same_member)
        key = said if any(said) else row.line
        records[key] = _as_one(records[key], record, table.problems) if key in records else record
    return csv.parsed(table, records.values())


def _places(plan: Mapping, table: Table) -> dict[Column, tuple[int, ...]]:
    """Where in a row the values of each column stand, in the order of the file."""
    plain = [mappings.plain(name) for name in table.header]
    found = {
        column: tuple(_position(header, plain, table) for header in headers)
        for column, headers in plan.places.items()
    }
    return dict(sorted(found.items(), key=lambda item: (min(item[1]), item[0])))


def _position(header: Header, plain: list[str], table: Table) -> int:
    numbered = f"{header.name} #{header.nth + 1}"
    if header.nth and mappings.plain(numbered) in plain:
        return plain.index(mappings.plain(numbered))
    positions = [position for position, name in enumerate(plain) if name == header.plain]
    if len(positions) > header.nth:
        return positions[header.nth]
    if positions:
        times = "once" if len(positions) == 1 else f"{len(positions)} times"
        raise SourceError(
            f"the mapping names {quoted(numbered)}, but the file has that column {times}",
            table.header_line,
        )
    # Of long headers the beginning: likeness takes the product of both lengths.
    begins = [name[:LIKENESS] for name in plain]
    near = get_close_matches(header.plain[:LIKENESS], filter(None, begins), n=1, cutoff=0)
    nearest = table.header[begins.index(near[0])]
    raise SourceError(
        f"the mapping names {quoted(header.name)}, which is no column of the file; the nearest is {quoted(nearest)}",
        table.header_line,
    )


def _cells(
    plan: Mapping, places: dict[Column, tuple[int, ...]], row: TableRow, problems: list[Problem]
) -> Iterator[tuple[Column, str]]:
    """What the row says of each column, in our words."""
    filled = set()
    for column, positions in places.items():
        said = [_value(plan, column, row.cells[position]) for position in positions]
        if column.word == OTHER_NAMES and not all(said):
            continue  # half of a name is none: `Smith` where no preferred first name is given
        value = (mappings.joint(column) or "").join(filter(None, said))
        if column.word in DATES and value:
            value = _iso(plan.dates, value, row.line, column.word, problems)
        if value:
            filled.add((column.word, column.kind, column.nth))
        yield column, value
    for column, value in plan.fixed.items():
        if column.word != "address" or (column.word, column.kind, column.nth) in filled:
            yield column, value


def _value(plan: Mapping, column: Column, cell: str) -> str:
    """The cell, its white space tidied, without the words around the value, in our words."""
    lines = cell.splitlines() if column.word == "address" and not column.part else [cell]
    value = "\n".join(filter(None, (" ".join(line.split()) for line in lines)))
    words = mappings.words_of(column)
    for pattern in plan.only.get(words, ()):
        if match := pattern.fullmatch(value):
            value = match[1]
            break
    return plan.values.get(words, {}).get(value, value)


def _iso(form: str, value: str, line: int, column: str, problems: list[Problem]) -> str:
    try:
        return datetime.strptime(value, mappings.day_form(form)).date().isoformat()
    except ValueError:
        problems.append(
            Problem(line, f"{column}: {quoted(value)} is no date of the form {form}; left blank")
        )
        return ""


def _as_one(first: MemberRecord, further: MemberRecord, problems: list[Problem]) -> MemberRecord:
    """The member of both rows: all details, and of what comes once what is said first."""
    both: dict[str, Any] = {}
    for field in fields(MemberRecord):
        before, after = getattr(first, field.name), getattr(further, field.name)
        if isinstance(before, tuple):
            both[field.name] = tuple(dict.fromkeys(before + after))
        elif field.name != "line":
            both[field.name] = before or after
            if before and after and str(before).casefold() != str(after).casefold():
                reason = f"{field.name}: {quoted(str(after))} is left out, for another row of the same member has {quoted(str(before))}"
                problems.append(Problem(further.line, reason))
    return replace(first, **both)
