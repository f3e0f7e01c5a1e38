"""Fixes put into effect: the only place that edits members on an issue's behalf."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, get_args, get_type_hints

from django.core.exceptions import ValidationError
from django.db import models

from issues.edits import DERIVED, Row, stored
from issues.registry import Edit, Fix
from members.models import DETAILS, Detail, Electorate, Member, Party, PartyAlias, Phone
from members.normalise import COUNTRIES_WITH_NUMBERING_PLAN

_MODELS: tuple[type[Row], ...] = (Member, *DETAILS, Electorate, Party, PartyAlias)
EDITABLE: dict[str, type[Row]] = {model._meta.label_lower: model for model in _MODELS}
OPERATIONS = get_args(get_type_hints(Edit)["op"])
DETAIL = {model._meta.label_lower: model for model in DETAILS}


class Refused(Exception):
    """A fix that cannot be put into effect, and why. Nothing was written."""


def read(data: Mapping[str, Any]) -> Fix:
    """A fix as an issue stores it. Raises Refused when it is none that is understood (any more)."""
    try:
        fix = Fix(data["label"], tuple(Edit(**edit) for edit in data["edits"]))
    except (KeyError, TypeError) as error:
        raise Refused("This fix is stored in a form that is not understood.") from error
    for edit in fix.edits:
        if edit.op not in OPERATIONS or edit.model not in EDITABLE:
            raise Refused(f"A fix cannot {edit.op} {edit.model}.")
    return fix


def members(fix: Fix) -> set[int]:
    """The keys of the members that it edits, as far as they exist."""
    keys = {edit.pk for edit in fix.edits if edit.pk is not None and edit.model == Member._meta.label_lower}
    named = [values.get("member_id") for edit in fix.edits for values in (edit.expect, edit.values)]
    keys |= {key for key in named if isinstance(key, int)}
    for edit in fix.edits:
        if edit.pk is not None and edit.model in DETAIL:
            keys |= set(DETAIL[edit.model]._default_manager.filter(pk=edit.pk).values_list("member", flat=True))
    return keys


def execute(fix: Fix, user: models.Model | None = None, reason: str = "", back: bool = False) -> Fix:
    """Do all edits of a fix, in the caller's transaction, and return the fix that takes them back.

    `user` and `reason` are written into the history of the members. `back` says that this fix takes another one back: values
    return as they were, right or wrong. Raises Refused when a value is other than expected, a row is
    gone, or a new value is none that the directory would take; then the caller's transaction must be rolled back.
    """
    list(Member.objects.select_for_update().filter(pk__in=members(fix)).order_by("pk"))
    work = _Work(user, reason[:100], back)
    steps = {"create": work.create, "change": work.change, "delete": work.delete}
    made: dict[str, int] = {}
    inverse: list[Edit] = []
    for edit in fix.edits:
        row, opposite = steps[edit.op](edit, {column: _resolved(value, made) for column, value in edit.values.items()})
        inverse.append(opposite)
        if edit.ref:
            made[edit.ref] = row.pk
    return Fix(f"Undo: {fix.label}", tuple(reversed(inverse)))


@dataclass(frozen=True)
class _Work:
    """The three steps. Each does its edit and returns the row with the edit that takes it back."""

    user: models.Model | None
    reason: str
    back: bool

    def change(self, edit: Edit, values: Mapping[str, Any]) -> tuple[Row, Edit]:
        row = _expected(edit)
        before = stored(row, *values)
        self._fill(row, values)
        self._signed(row).save(update_fields=_names(row, values))
        return row, Edit("change", edit.model, row.pk, expect=stored(row, *values), values=before)

    def create(self, edit: Edit, values: Mapping[str, Any]) -> tuple[Row, Edit]:
        row = _model(edit)()
        row.pk = edit.pk
        if edit.pk is not None and _model(edit)._default_manager.filter(pk=edit.pk).exists():
            raise Refused(f"The {row._meta.verbose_name} is there already.")
        self._fill(row, values)
        self._signed(row).save(force_insert=True)
        return row, Edit("delete", edit.model, row.pk, expect=stored(row))

    def delete(self, edit: Edit, values: Mapping[str, Any]) -> tuple[Row, Edit]:
        row = _expected(edit)
        for relation in row._meta.related_objects:
            if relation.on_delete in (models.CASCADE, models.PROTECT) and _refers(relation.field, row):
                raise Refused(f"{row} cannot be taken away: {relation.related_model._meta.verbose_name_plural} belong to it.")
        opposite = Edit("create", edit.model, row.pk, values=stored(row))
        self._signed(row).delete()
        return row, opposite

    def _fill(self, row: Row, values: Mapping[str, Any]) -> None:
        _assign(row, values)
        _fit(row, values)
        if not self.back:
            _validate(row, values)

    def _signed(self, row: Row) -> Row:
        """Say who did it and why, for the row's history (django-simple-history's own names)."""
        row._history_user, row._change_reason = self.user, self.reason  # type: ignore[union-attr]
        return row


def _refers(field: models.Field[Any, Any], row: Row) -> bool:
    return field.model._default_manager.filter(**{field.name: row.pk}).exists()


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
    now = stored(row)
    for column, expected in edit.expect.items():
        if now.get(column) != expected:
            raise Refused(f"{row}: {_name(row, column)} is now {_shown(now.get(column))}, not {_shown(expected)} any more.")
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


def _fit(row: Row, values: Mapping[str, Any]) -> None:
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


def _validate(row: Row, values: Mapping[str, Any]) -> None:
    """Are the new values such as the directory would take? Raises Refused."""
    try:
        row.clean_fields(exclude=_others(row, values))
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
        if row.electorate and row.electorate.chamber_id != row.chamber_id and {"electorate_id", "chamber_id"} & values.keys():
            raise Refused(f"{row.electorate} is no electorate of {row.chamber}.")


def _names(row: Row, columns: Iterable[str]) -> list[str]:
    return [field.name for field in row._meta.concrete_fields if field.attname in columns]


def _others(row: Row, columns: Iterable[str]) -> set[str]:
    return {field.name for field in row._meta.concrete_fields}.difference(_names(row, columns))


def _resolved(value: Any, made: Mapping[str, int]) -> Any:
    if not isinstance(value, Mapping):
        return value
    if value.get("ref") not in made:
        raise Refused("This fix names a row that it does not make.")
    return made[value["ref"]]


def _name(row: Row, column: str) -> str:
    return str(next((field.verbose_name for field in row._meta.concrete_fields if field.attname == column), column))


def _shown(value: Any) -> str:
    return f"“{value}”" if value not in ("", None) else "empty"
