"""Values of a row as a fix sets them: whether the columns can hold them, the database can keep them, and the directory would take them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from issues.edits import DERIVED, Row
from members.models import Detail, Member, Phone
from members.normalise import COUNTRIES_WITH_NUMBERING_PLAN


class Refused(Exception):
    """A fix that cannot be put into effect, and why. Nothing was written."""


def assign(row: Row, values: Mapping[str, Any]) -> None:
    columns = {field.attname: field for field in row._meta.concrete_fields}
    for column, value in values.items():
        if column not in columns or column in DERIVED:
            raise Refused(f"A fix cannot set {column} of a {row._meta.verbose_name}.")
        try:
            setattr(row, column, columns[column].to_python(value))
        except ValidationError as error:
            raise Refused(f"{name(row, column)}: {' '.join(error.messages)}") from error


def fit(row: Row, values: Mapping[str, Any]) -> None:
    """Can the database keep the new values: is what they refer to there, and what one row alone may have no other's? Raises Refused."""
    for field in row._meta.concrete_fields:
        key = getattr(row, field.attname) if isinstance(field, models.ForeignKey) and field.attname in values else None
        if key is not None and field.related_model and not field.related_model._default_manager.filter(pk=key).exists():
            raise Refused(f"The {field.verbose_name} is not there any more.")
    try:
        row.validate_unique(exclude=_others(row, values))
        row.validate_constraints()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error


def validate(row: Row, values: Mapping[str, Any]) -> None:
    """Are the new values such as the directory would take? Raises Refused."""
    try:
        row.clean_fields(exclude=_others(row, values))
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    if isinstance(row, Detail):
        row.normalise()
        judged = not isinstance(row, Phone) or row.member.chamber.country in COUNTRIES_WITH_NUMBERING_PLAN
        if judged and getattr(row, "normalised", "given") == "":
            raise Refused(f"{shown(str(row))} is no valid {row._meta.verbose_name}.")
    elif isinstance(row, Member):
        if not row.name:
            raise Refused("A member needs a name.")
        if row.chamber_id is None:
            raise Refused("A member needs a chamber.")
        if row.started_on and row.ended_on and row.ended_on < row.started_on:
            raise Refused(f"{row} would end on {row.ended_on}, before the start on {row.started_on}.")
        if row.electorate and row.electorate.chamber_id != row.chamber_id and {"electorate_id", "chamber_id"} & values.keys():
            raise Refused(f"{row.electorate} is no electorate of {row.chamber}.")


def names(row: Row, columns: Iterable[str]) -> list[str]:
    return [field.name for field in row._meta.concrete_fields if field.attname in columns]


def _others(row: Row, columns: Iterable[str]) -> set[str]:
    return {field.name for field in row._meta.concrete_fields}.difference(names(row, columns))


def name(row: Row, column: str) -> str:
    return str(next((field.verbose_name for field in row._meta.concrete_fields if field.attname == column), column))


def shown(value: Any) -> str:
    return f"“{value}”" if value not in ("", None) else "empty"
