"""What refers to a row of the directory, so that no fix takes away what something else points at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import ForeignObjectRel, Model, QuerySet
from simple_history.models import HistoricalChanges

from issues.findings.edits import Row
from issues.fixes.validation import shown
from issues.models import Issue
from issues.models.choices import Origin

#: How many things of a kind are named.
NAMED = 3


def to(row: Row) -> list[str]:
    """Return in words what refers to a row, by whatever relation, hidden ones included; the first
    of each kind by name."""
    found: list[str] = []
    for relation in relations(type(row)):
        rows = list(referring(relation, row)[: NAMED + 1])
        found += [_called(each) for each in rows[:NAMED]]
        found += (
            [f"more {relation.related_model._meta.verbose_name_plural}"]
            if len(rows) > NAMED
            else []
        )
    return found


def relations(model: type[Model]) -> Iterator[ForeignObjectRel]:
    """Yield every relation that points at a model, but for those of the history, which remembers
    what is gone."""
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and not issubclass(
            relation.related_model, HistoricalChanges
        ):
            yield relation


def referring(relation: ForeignObjectRel, row: Row) -> QuerySet[Any]:
    """Return what refers to a row by that relation, but for what checks say of it: they close that
    when it is gone."""
    rows = relation.related_model._default_manager.filter(**{relation.field.name: row.pk}).order_by(
        "pk"
    )
    return rows.exclude(origin=Origin.CHECK) if relation.related_model is Issue else rows


def _called(row: Model) -> str:
    noun = row._meta.verbose_name
    return f"{noun} {row.pk}" if isinstance(row, Issue) else f"{noun} {shown(str(row))}"
