"""Values of a row as a fix sets them: whether the columns can hold them, the database can keep
them, and the directory would take them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from issues.findings import allowed_values
from issues.findings.edits import DERIVED, Row
from members.models import Address, Detail, Member


class FixRefused(Exception):
    """A fix that cannot be put into effect, and why. Nothing was written."""


def assign(row: Row, values: Mapping[str, Any]) -> None:
    columns = {field.attname: field for field in row._meta.concrete_fields}
    for column, value in values.items():
        if column not in columns or column in DERIVED:
            raise FixRefused(f"A fix cannot set {column} of a {row._meta.verbose_name}.")
        try:
            setattr(row, column, columns[column].to_python(value))
        except ValidationError as error:
            raise FixRefused(f"{name(row, column)}: {' '.join(error.messages)}") from error


def refer(row: Row, values: Mapping[str, Any]) -> None:
    """Check that what the new values refer to is there. Raises Refused."""
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
            raise FixRefused(f"The {field.verbose_name} is not there any more.")
    if isinstance(row, Detail) and row.member_id is None:
        raise FixRefused("A contact detail needs a member.")


def fit(row: Row, values: Mapping[str, Any]) -> None:
    """Check that no other row has what one row alone may have. Raises Refused."""
    try:
        row.validate_unique(exclude=_others(row, values))
        row.validate_constraints()
    except ValidationError as error:
        raise FixRefused(" ".join(error.messages)) from error


def judge(row: Row, values: Mapping[str, Any]) -> None:
    """Judge each new value by itself. Nothing but what the values refer to is asked of the
    database. Raises Refused."""
    if why := allowed_values.objection(row, values):
        raise FixRefused(why)
    try:
        row.clean_fields(exclude=_others(row, values))
    except ValidationError as error:
        raise FixRefused(
            " ".join(
                f"{name(row, column)}: {' '.join(said)}"
                for column, said in error.message_dict.items()
            )
        ) from error


def validate(row: Row, values: Mapping[str, Any]) -> None:
    """Judge the row as a whole, with its new values. Raises Refused."""
    if isinstance(row, Detail):
        row.normalise()
        if isinstance(row, Address) and not row.normalised:
            raise FixRefused("An address needs some words.")
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
            raise FixRefused(f"{row.electorate} is no electorate of {row.chamber}.")


def names(row: Row, columns: Iterable[str]) -> list[str]:
    return [field.name for field in row._meta.concrete_fields if field.attname in columns]


def _others(row: Row, columns: Iterable[str]) -> set[str]:
    return {field.name for field in row._meta.concrete_fields}.difference(names(row, columns))


def name(row: Row, column: str) -> str:
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


def shown(value: Any) -> str:
    return f"“{value}”" if value not in ("", None) else "empty"
