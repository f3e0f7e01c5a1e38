"""Any CSV, by a mapping of its columns: a new parliament's list needs no code.

A mapping is `{"columns": {"SURNAME": "last_name", "PHONE": "phone:electorate"}}`. It maps headers
of the list to columns of the product's own CSV (docs/csv.md). Other headers are ignored.
docs/sources.md describes all parts of a mapping.
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
from members.sources.mapping_interpretation import interpret
from members.sources.records import MemberRecord, Parsed, Problem, SourceError
from members.sources.text import UNSTORABLE, Table, TableRow, has_unstorable, quoted

#: Characters of a header that are compared to find the nearest one.
LIKENESS = 50


def mapping_in(data: bytes) -> Any:
    """Parse the mapping in a file.

    Raises SourceError if it is not JSON, contains a name twice, or cannot be used with any list.
    """
    try:
        mapping = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once_each)
    except json.JSONDecodeError as error:
        raise SourceError(f"this is not JSON: {error.msg}", error.lineno) from error
    except UnicodeDecodeError as error:
        raise SourceError("this is not text in UTF-8") from error
    except ValueError as error:  # Python refuses numbers of several thousand digits
        raise SourceError("a number in it is too long") from error
    except RecursionError as error:
        raise SourceError("it is nested too deeply") from error
    if wrong := check(mapping):
        raise SourceError("; ".join(wrong))
    return mapping


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Build an object from pairs. Raises SourceError for a name that appears twice.

    By default, JSON keeps the last of two and loses the other.
    """
    found = dict(pairs)
    for name, times in Counter(name for name, _ in pairs).items():
        if times > 1:
            raise SourceError(
                f"{quoted(name)} appears twice among the names of one object; "
                f"a column's second header is `{name} #2`"
            )
    return found


def check(mapping: Any) -> list[str]:
    """Return what is wrong with the mapping regardless of the list, one sentence each."""
    return [UNSTORABLE] if has_unstorable(mapping) else interpret(mapping).wrong


def read(data: bytes, mapping: Any) -> Parsed:
    """Read the members of the file by the mapping.

    Raises SourceError if the mapping cannot be used or names a column that the file lacks.
    """
    plan = interpret(mapping)
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
        values = tuple(cells.get(column, "").casefold() for column in plan.same_member)
        key = values if any(values) else row.line
        records[key] = _as_one(records[key], record, table.problems) if key in records else record
    return csv.parsed(table, records.values())


def _places(plan: Mapping, table: Table) -> dict[Column, tuple[int, ...]]:
    """Return the positions of each column's values in a row, in the order of the file."""
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
    # Only the beginning of long headers: the time taken grows with the product of both lengths.
    begins = [name[:LIKENESS] for name in plain]
    near = get_close_matches(header.plain[:LIKENESS], filter(None, begins), n=1, cutoff=0)
    nearest = table.header[begins.index(near[0])]
    raise SourceError(
        f"the mapping names {quoted(header.name)}, which the file does not have; "
        f"the nearest is {quoted(nearest)}",
        table.header_line,
    )


def _cells(
    plan: Mapping, places: dict[Column, tuple[int, ...]], row: TableRow, problems: list[Problem]
) -> Iterator[tuple[Column, str]]:
    """Yield the value of each of our columns in a row."""
    filled = set()
    for column, positions in places.items():
        values = [_value(plan, column, row.cells[position]) for position in positions]
        if column.word == OTHER_NAMES and not all(values):
            continue  # half a name is useless: `Smith` if no preferred first name is given
        value = (mappings.joint(column) or "").join(filter(None, values))
        if column.word in DATES and value:
            value = _iso(plan.dates, value, row.line, column.word, problems)
        if value:
            filled.add((column.word, column.kind, column.nth))
        yield column, value
    for column, value in plan.fixed.items():
        if column.word != "address" or (column.word, column.kind, column.nth) in filled:
            yield column, value


def _value(plan: Mapping, column: Column, cell: str) -> str:
    """Return a cell's value: white space tidied, `only` and `values` of the mapping applied."""
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
            Problem(line, f"{column}: {quoted(value)} is not a date of the form {form}; left blank")
        )
        return ""


def _as_one(first: MemberRecord, further: MemberRecord, problems: list[Problem]) -> MemberRecord:
    """Merge two rows of one member: all details, and the first of values that come once."""
    both: dict[str, Any] = {}
    for field in fields(MemberRecord):
        before, after = getattr(first, field.name), getattr(further, field.name)
        if isinstance(before, tuple):
            both[field.name] = tuple(dict.fromkeys(before + after))
        elif field.name != "line":
            both[field.name] = before or after
            if before and after and str(before).casefold() != str(after).casefold():
                reason = (
                    f"{field.name}: {quoted(str(after))} is left out, "
                    f"because another row of the same member has {quoted(str(before))}"
                )
                problems.append(Problem(further.line, reason))
    return replace(first, **both)
