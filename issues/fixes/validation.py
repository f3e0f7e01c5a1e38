"""Validation of the values that a fix writes.

The column has to hold the value, the database has to store the row, and the directory's own rules
have to accept both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from issues.findings import allowed_values
from issues.findings.edits import DERIVED, Row
from members.models import Address, Detail, Member


class FixRefused(Exception):
    """The reason why a fix cannot be applied. Nothing was written."""


def assign(row: Row, values: Mapping[str, Any]) -> None:
    """Set the values on the row. Raises FixRefused if a column cannot hold its value."""
    columns = {field.attname: field for field in row._meta.concrete_fields}
    for column, value in values.items():
        if column not in columns or column in DERIVED:
            raise FixRefused(f"A fix cannot set {column} of a {row._meta.verbose_name}.")
        try:
            setattr(row, column, columns[column].to_python(value))
        except ValidationError as error:
            raise FixRefused(f"{column_name(row, column)}: {' '.join(error.messages)}") from error


def require_references(row: Row, values: Mapping[str, Any]) -> None:
    """Raise FixRefused unless every row that the new values refer to exists."""
    for field in row._meta.concrete_fields:
        key = (
            getattr(row, field.attname)
            if isinstance(field, models.ForeignKey) and field.attname in values
            else None
        )
        if (
            key is not None
            and field.related_model
            and not field.related_model._default_manager.filter(pk=key).exists()
        ):
            raise FixRefused(f"The {field.verbose_name} no longer exists.")
    if isinstance(row, Detail) and row.member_id is None:
        raise FixRefused("A contact detail needs a member.")


def require_constraints(row: Row, values: Mapping[str, Any]) -> None:
    """Raise FixRefused if the row breaks a unique or other constraint of its table."""
    try:
        row.validate_unique(exclude=_others(row, values))
        row.validate_constraints()
    except ValidationError as error:
        raise FixRefused(" ".join(error.messages)) from error


def require_allowed_values(row: Row, values: Mapping[str, Any]) -> None:
    """Raise FixRefused if the directory would not accept a new value, each judged by itself.

    Reads nothing from the database except what the values refer to.
    """
    if why := allowed_values.objection(row, values):
        raise FixRefused(why)
    try:
        row.clean_fields(exclude=_others(row, values))
    except ValidationError as error:
        raise FixRefused(
            " ".join(
                f"{column_name(row, column)}: {' '.join(messages)}"
                for column, messages in error.message_dict.items()
            )
        ) from error


def require_valid_row(row: Row, values: Mapping[str, Any]) -> None:
    """Raise FixRefused if the row as a whole, with its new values, is not valid.

    Normalises a contact detail on the way.
    """
    if isinstance(row, Detail):
        row.normalise()
        if isinstance(row, Address) and not row.normalised:
            raise FixRefused("An address needs at least one word.")
    elif isinstance(row, Member):
        if not row.name:
            raise FixRefused("A member needs a name.")
        if row.chamber_id is None:
            raise FixRefused("A member needs a chamber.")
        if row.started_on and row.ended_on and row.ended_on < row.started_on:
            raise FixRefused(
                f"{row} would end on {row.ended_on}, before the start on {row.started_on}."
            )
        if (
            row.electorate
            and row.electorate.chamber_id != row.chamber_id
            and {"electorate_id", "chamber_id"} & values.keys()
        ):
            raise FixRefused(f"{row.electorate} is not an electorate of {row.chamber}.")


def field_names(row: Row, columns: Iterable[str]) -> list[str]:
    """Return the field names of the given columns: `party` for `party_id`."""
    return [field.name for field in row._meta.concrete_fields if field.attname in columns]


def _others(row: Row, columns: Iterable[str]) -> set[str]:
    return {field.name for field in row._meta.concrete_fields}.difference(field_names(row, columns))


def column_name(row: Row, column: str) -> str:
    """Return the verbose name of a column, or the column itself if the row has no such field."""
    return str(
        next(
            (
                field.verbose_name
                for field in row._meta.concrete_fields
                if column in (field.attname, field.name)
            ),
            column,
        )
    )


def quoted(value: Any) -> str:
    """Return the value in quotation marks, or "empty" for "" and None."""
    return f"“{value}”" if value not in ("", None) else "empty"
