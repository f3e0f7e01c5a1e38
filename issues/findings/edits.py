"""Functions that build the steps of a fix from the rows that they change. Values are as JSON keeps
them."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Any, get_args

from issues.findings.finding import Edit
from members.models import DETAILS, Detail, Electorate, Member, Mismatch, Party, PartyAlias
from members.rows.details import DetailRow
from members.rows.places import ElectorateRow
from members.rows.rows import MemberRow

#: A row that a fix may touch, and a dict of Django's label to the model of such a row.
Row = Member | Detail | Mismatch | Electorate | Party | PartyAlias
EDITABLE: dict[str, type[Row]] = {
    model._meta.label_lower: model
    for kind in get_args(Row)
    for model in (DETAILS if kind is Detail else (kind,))
}

#: A row as a fix is built from it: a record, or a plain row that was read for the checks.
AnyRow = Row | MemberRow | DetailRow | ElectorateRow

#: Columns that are derived from others, or that the database keeps by itself.
DERIVED = {"normalised", "line", "version"}


def change(row: AnyRow, **values: Any) -> Edit:
    """Build the edit that sets these columns of a row.

    It is refused if one of the columns no longer holds what it holds now.
    """
    return Edit(
        "change", row._meta.label_lower, row.pk, expect=stored(row, *values), values=_plain(values)
    )


def create(model: type[Row], ref: str = "", **values: Any) -> Edit:
    """Build the edit that creates a row of this model.

    `ref` is a name by which later edits of the same fix refer to the new row, as in
    `member_id={"ref": "new"}`. A member without a slug is given one. An electorate or a party that
    exists by then is used as it is.
    """
    return Edit("create", model._meta.label_lower, ref=ref, values=_plain(values))


def create_row(row: Row, ref: str = "", **values: Any) -> Edit:
    """Build the edit that creates a row like this unsaved one, with `values` in place of its own.

    Columns that hold their default are left out.
    """
    empty = stored(type(row)())
    held = {column: value for column, value in stored(row).items() if value != empty[column]}
    return create(type(row), ref, **{**held, **values})


def delete(row: AnyRow) -> Edit:
    """Build the edit that deletes a row. It is refused if any column has changed since."""
    return Edit("delete", row._meta.label_lower, row.pk, expect=stored(row))


def stored(row: AnyRow, *columns: str) -> dict[str, Any]:
    """Return these columns of a row as a dict of column to value.

    Without `columns`, return all that are not derived from others.
    """
    every = (
        field.attname
        for field in row._meta.concrete_fields
        if field.name not in DERIVED and not field.primary_key
    )
    return {column: plain(getattr(row, column)) for column in columns or every}


def plain(value: Any) -> Any:
    """Return the value as JSON keeps it: a choice as its stored value, a date as "2026-06-15"."""
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {column: plain(value) for column, value in values.items()}
