"""Fixes put into effect: the only place that edits members on an issue's behalf."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from issues.edits import DERIVED, Row, stored
from issues.registry import Edit, Fix
from members.models import DETAILS, Detail, Electorate, Member, Party, PartyAlias, Phone
from members.normalise import COUNTRIES_WITH_NUMBERING_PLAN

_MODELS: tuple[type[Row], ...] = (Member, *DETAILS, Electorate, Party, PartyAlias)
EDITABLE: dict[str, type[Row]] = {model._meta.label_lower: model for model in _MODELS}
DETAIL = {model._meta.label_lower: model for model in DETAILS}


class Refused(Exception):
    """A fix that cannot be put into effect, and why. Nothing was written."""


def read(data: Mapping[str, Any]) -> Fix:
    """A fix as an issue stores it."""
    return Fix(data["label"], tuple(Edit(**edit) for edit in data["edits"]))


def members(fix: Fix) -> set[int]:
    """The keys of the members that it edits, as far as they exist."""
    keys = {edit.pk for edit in fix.edits if edit.model == Member._meta.label_lower}
    keys |= {values.get("member_id") for edit in fix.edits for values in (edit.expect, edit.values)}
    for edit in fix.edits:
        if edit.pk is not None and edit.model in DETAIL:
            keys |= set(DETAIL[edit.model]._default_manager.filter(pk=edit.pk).values_list("member", flat=True))
    return {key for key in keys if isinstance(key, int)}


def execute(fix: Fix, user: models.Model | None = None, reason: str = "") -> Fix:
    """Do all edits of a fix, in the caller's transaction, and return the fix that takes them back.

    `user` and `reason` are written into the history of the members. Raises Refused when a value is other than expected, a row is
    gone, or a new value is none that the directory would take; then the caller's transaction must be rolled back.
    """
    list(Member.objects.select_for_update().filter(pk__in=members(fix)).order_by("pk"))
    made: dict[str, int] = {}
    inverse: list[Edit] = []
    for edit in fix.edits:
        values = {column: _resolved(value, made) for column, value in edit.values.items()}
        step = {"create": _create, "change": _change, "delete": _delete}[edit.op]
        row, back = step(edit, values, (user, reason[:100]))
        inverse.append(back)
        if edit.ref:
            made[edit.ref] = row.pk
    return Fix(f"Undo: {fix.label}", tuple(reversed(inverse)))


def _change(edit: Edit, values: Mapping[str, Any], signature: tuple[Any, str]) -> tuple[Row, Edit]:
    row = _expected(edit)
    back = Edit("change", edit.model, row.pk, expect=dict(values), values=stored(row, *values))
    _assign(row, values)
    _validate(row, values)
    _sign(row, signature).save(update_fields=list(_columns(row, values)))
    return row, back


def _create(edit: Edit, values: Mapping[str, Any], signature: tuple[Any, str]) -> tuple[Row, Edit]:
    row = _model(edit)()
    row.pk = edit.pk
    _assign(row, values)
    if isinstance(row, Detail) and not Member.objects.filter(pk=row.member_id).exists():
        raise Refused("The member is not there any more.")
    if edit.pk is None:  # a row that comes back is what it was, right or wrong
        _validate(row, values)
    elif _model(edit)._default_manager.filter(pk=edit.pk).exists():
        raise Refused(f"{row} is there already.")
    _sign(row, signature).save(force_insert=True)
    return row, Edit("delete", edit.model, row.pk, expect=stored(row))


def _delete(edit: Edit, values: Mapping[str, Any], signature: tuple[Any, str]) -> tuple[Row, Edit]:
    row = _expected(edit)
    for relation in row._meta.related_objects:
        related = relation.related_model
        owns = relation.on_delete is not models.SET_NULL and relation.on_delete is not models.DO_NOTHING
        if owns and related._default_manager.filter(**{relation.field.name: row.pk}).exists():
            raise Refused(f"{row} cannot be taken away: {related._meta.verbose_name_plural} belong to it.")
    back = Edit("create", edit.model, row.pk, values=stored(row))
    key = row.pk
    _sign(row, signature).delete()
    row.pk = key
    return row, back


def _model(edit: Edit) -> type[Row]:
    if edit.model not in EDITABLE:
        raise Refused(f"A fix cannot edit {edit.model}.")
    return EDITABLE[edit.model]


def _expected(edit: Edit) -> Row:
    """The row, locked, if it holds what the edit expects."""
    model = _model(edit)
    row = model._default_manager.select_for_update().filter(pk=edit.pk or 0).first()
    if row is None:
        raise Refused(f"The {model._meta.verbose_name} is not there any more.")
    for column, now in stored(row, *edit.expect).items():
        if now != edit.expect[column]:
            raise Refused(f"{row}: {_name(row, column)} is now {_shown(now)}, not {_shown(edit.expect[column])} any more.")
    return row


def _assign(row: Row, values: Mapping[str, Any]) -> None:
    columns = {field.attname: field for field in row._meta.concrete_fields}
    for column, value in values.items():
        if column not in columns or column in DERIVED:
            raise Refused(f"A fix cannot set {column} of a {row._meta.verbose_name}.")
        try:
            setattr(row, column, columns[column].to_python(value))
        except ValidationError as error:
            raise Refused(f"{_name(row, column)}: {' '.join(error.messages)}") from error


def _validate(row: Row, values: Mapping[str, Any]) -> None:
    """Are the new values such as the directory would take? Raises Refused."""
    names = {field.name for field in row._meta.concrete_fields if field.attname in values}
    try:
        row.clean_fields(exclude={field.name for field in row._meta.concrete_fields} - names)
        row.validate_constraints()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    if isinstance(row, Detail):
        row.normalise()
        judged = not isinstance(row, Phone) or row.member.chamber.country in COUNTRIES_WITH_NUMBERING_PLAN
        if judged and getattr(row, "normalised", "given") == "":
            raise Refused(f"{_shown(str(row))} is no valid {row._meta.verbose_name}.")
    elif isinstance(row, Member):
        if not row.name:
            raise Refused("A member needs a name.")
        if row.started_on and row.ended_on and row.ended_on < row.started_on:
            raise Refused(f"{row} would end on {row.ended_on}, before the start on {row.started_on}.")


def _columns(row: Row, values: Iterable[str]) -> Sequence[str]:
    return [field.name for field in row._meta.concrete_fields if field.attname in values]


def _resolved(value: Any, made: Mapping[str, int]) -> Any:
    if isinstance(value, Mapping):
        return made[value["ref"]]
    return value


def _sign(row: Row, signature: tuple[Any, str]) -> Row:
    """Say who did it and why, for the row's history (django-simple-history's own names)."""
    row._history_user, row._change_reason = signature  # type: ignore[union-attr]
    return row


def _name(row: Row, column: str) -> str:
    return str(next((field.verbose_name for field in row._meta.concrete_fields if field.attname == column), column))


def _shown(value: Any) -> str:
    return f"“{value}”" if value not in ("", None) else "empty"
