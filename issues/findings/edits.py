"""The steps of a fix, made from the rows that they are about. Values are as JSON keeps them."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Any, get_args

from issues.findings.registry import Edit
from members.models import DETAILS, Detail, Electorate, Member, Mismatch, Party, PartyAlias

#: A row that a fix may touch, and the models of such rows by Django's label.
Row = Member | Detail | Mismatch | Electorate | Party | PartyAlias
EDITABLE: dict[str, type[Row]] = {
    model._meta.label_lower: model
    for kind in get_args(Row)
    for model in (DETAILS if kind is Detail else (kind,))
}

#: Columns that follow from others, or from the database itself.
DERIVED = {"normalised", "line", "version"}


def change(row: Row, **values: Any) -> Edit:
    """Change these columns of a row, as long as they hold what they hold now."""
    return Edit(
        "change", row._meta.label_lower, row.pk, expect=stored(row, *values), values=_plain(values)
    )


def create(model: type[Row], ref: str = "", **values: Any) -> Edit:
    """Make a row. `ref` is a name by which later edits of the same fix may use its key:
    `member_id={"ref": "new"}`.

    A member without a slug is given one when it is made. An electorate or a party that is there
    already by then is used as it is.
    """
    return Edit("create", model._meta.label_lower, ref=ref, values=_plain(values))


def create_row(row: Row, ref: str = "", **values: Any) -> Edit:
    """Make a row like this one, which is not saved: what it holds besides the defaults, and
    `values` in place of what it holds."""
    empty = stored(type(row)())
    held = {column: value for column, value in stored(row).items() if value != empty[column]}
    return create(type(row), ref, **{**held, **values})


def delete(row: Row) -> Edit:
    """Take a row away, as long as it is what it is now."""
    return Edit("delete", row._meta.label_lower, row.pk, expect=stored(row))


def stored(row: Row, *columns: str) -> dict[str, Any]:
    """What these columns of a row (none given: all that do not follow from others) hold."""
    every = (
        field.attname
        for field in row._meta.concrete_fields
        if field.name not in DERIVED and not field.primary_key
    )
    return {column: plain(getattr(row, column)) for column in columns or every}


def plain(value: Any) -> Any:
    """The value as JSON keeps it."""
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {column: plain(value) for column, value in values.items()}
