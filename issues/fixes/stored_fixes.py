"""A stored fix as data: how it is parsed, and the rows that it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args, get_type_hints

from django.db import models

from issues.findings.edits import EDITABLE, Row
from issues.findings.finding import Edit, Fix
from issues.fixes.validation import FixRefused
from members.models import Detail, Member, Mismatch

_OF_A_MEMBER = {
    label: model for label, model in EDITABLE.items() if issubclass(model, (Detail, Mismatch))
}
OPERATIONS = get_args(get_type_hints(Edit)["op"])


def read(data: Mapping[str, Any]) -> Fix:
    """Parse a stored fix. Raises FixRefused if its format is no longer supported."""
    try:
        fix = Fix(data["label"], tuple(Edit(**edit) for edit in data["edits"]))
        unknown = next(
            (edit for edit in fix.edits if edit.op not in OPERATIONS or edit.model not in EDITABLE),
            None,
        )
    except (KeyError, TypeError) as error:
        raise FixRefused("This fix is stored in a format that is not supported.") from error
    if unknown:
        raise FixRefused(f"A fix cannot {unknown.op} {unknown.model}.")
    return fix


def edited_members(fix: Fix) -> set[int]:
    """Return the keys of the members that a fix edits, as far as their rows exist."""
    keys = {
        edit.pk
        for edit in fix.edits
        if edit.pk is not None and edit.model == Member._meta.label_lower
    }
    named = [values.get("member_id") for edit in fix.edits for values in (edit.expect, edit.values)]
    keys |= {key for key in named if isinstance(key, int)}
    for edit in fix.edits:
        if edit.pk is not None and edit.model in _OF_A_MEMBER:
            keys |= set(
                _OF_A_MEMBER[edit.model]
                ._default_manager.filter(pk=edit.pk)
                .values_list("member", flat=True)
            )
    return keys


def rows_referred_to(fix: Fix) -> Iterator[tuple[type[models.Model], int]]:
    """Yield the model and key of each row that a fix edits or that its values point at."""
    for edit in fix.edits:
        model = EDITABLE[edit.model]
        if edit.pk is not None:
            yield model, edit.pk
        yield from _pointed_at(model, edit.values)
        yield from _pointed_at(model, edit.expect)


def rows_needed(fix: Fix) -> Iterator[tuple[type[models.Model], int]]:
    """Yield the model and key of each row that must exist for a fix to write its values."""
    for edit in fix.edits:
        yield from _pointed_at(EDITABLE[edit.model], edit.values)


def _pointed_at(
    model: type[Row], values: Mapping[str, Any]
) -> Iterator[tuple[type[models.Model], int]]:
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and isinstance(
            key := values.get(field.attname), int
        ):
            yield field.related_model, key
