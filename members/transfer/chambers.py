"""Import of chambers from a CSV file: new ones are created, existing ones updated.

The whole file is imported or nothing.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction

from members.models import Chamber
from members.sources.records import Problem, SourceError
from members.sources.text import Table, quoted, unknown_column

#: Columns of text, with the maximum number of characters.
TEXTS = {
    "country": 2,
    "jurisdiction": 50,
    "name": 200,
    "member_title": 100,
    "website": 500,
}
NUMBERS = ["seats", "members_per_electorate"]
COLUMNS = ["slug", *TEXTS, *NUMBERS]
LARGEST = 2**31 - 1


class ChamberCounts(NamedTuple):
    """Numbers of chambers created, changed and unchanged, and what may be wrong with the file."""

    made: int
    changed: int
    unchanged: int
    problems: list[Problem]


class _ChamberRow(NamedTuple):
    line: int
    slug: str
    values: dict[str, Any]


def load(data: bytes) -> ChamberCounts:
    """Create or update the chambers of the file. A blank cell leaves an existing value unchanged.

    Raises SourceError if something is wrong; nothing is written then.
    """
    table = Table(data)
    rows = _rows(table)
    made = changed = 0
    with transaction.atomic():
        existing = Chamber.objects.select_for_update().in_bulk(
            [row.slug for row in rows], field_name="slug"
        )
        for row in rows:
            chamber = existing.get(row.slug)
            if chamber is None:
                if not row.values.get("name"):
                    raise SourceError(f"the new chamber {quoted(row.slug)} has no name", row.line)
                Chamber.objects.create(slug=row.slug, **row.values)
                made += 1
            elif differing := [
                name for name, value in row.values.items() if getattr(chamber, name) != value
            ]:
                for name in differing:
                    setattr(chamber, name, row.values[name])
                chamber.save(update_fields=differing)
                changed += 1
    return ChamberCounts(made, changed, len(rows) - made - changed, table.ending)


def _rows(table: Table) -> list[_ChamberRow]:
    _check_header(table)
    rows: dict[str, _ChamberRow] = {}
    for cells in table:
        values = {
            name: cell.strip()
            for name, cell in zip(table.header, cells.cells, strict=True)
            if cell.strip()
        }
        slug = values.pop("slug", "")
        if not re.fullmatch(r"[-a-zA-Z0-9_]{1,50}", slug):
            raise SourceError(
                f"slug: {quoted(slug)} is not valid. "
                "Use letters without accents, digits, - and _ (at most 50).",
                cells.line,
            )
        if slug in rows:
            raise SourceError(
                f"slug: {quoted(slug)} is already used in line {rows[slug].line}", cells.line
            )
        rows[slug] = _ChamberRow(
            cells.line,
            slug,
            {name: _value(name, value, cells.line) for name, value in values.items()},
        )
    if table.problems:
        raise SourceError(table.problems[0].reason, table.problems[0].line)
    return list(rows.values())


def _check_header(table: Table) -> None:
    for name in table.header:
        if name not in COLUMNS:
            raise SourceError(unknown_column(name, COLUMNS), table.header_line)
        if table.header.count(name) > 1:
            raise SourceError(f"column {quoted(name)} appears twice", table.header_line)
    if "slug" not in table.header:
        raise SourceError("there is no column `slug`", table.header_line)


def _value(name: str, value: str, line: int) -> Any:
    """Return the value to store for a cell.

    Chambers must be right, unlike members: checks compare members with them.
    """
    if name in NUMBERS:
        if not re.fullmatch(r"[0-9]{1,10}", value) or not 0 < int(value) <= LARGEST:
            raise SourceError(f"{name}: {quoted(value)} is not a positive whole number", line)
        return int(value)
    if name == "country":
        if not re.fullmatch(r"[A-Za-z]{2}", value):
            raise SourceError(
                f"country: {quoted(value)} is not a country code of two letters", line
            )
        return {"UK": "GB"}.get(value.upper(), value.upper())
    if len(value) > TEXTS[name]:
        raise SourceError(f"{name}: {quoted(value)} has more than {TEXTS[name]} characters", line)
    if name == "website":
        try:
            URLValidator(schemes=["http", "https"])(value)
        except ValidationError as error:
            raise SourceError(
                f"website: {quoted(value)} is not the address of a web page", line
            ) from error
    return value
