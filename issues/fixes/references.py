"""References to a row, found so that no fix deletes a row that something else points at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import ForeignObjectRel, Model, QuerySet
from simple_history.models import HistoricalChanges

from issues.findings.edits import Row
from issues.fixes.validation import quoted
from issues.models import Issue
from issues.models.choices import Origin

#: The number of referring rows of each model that are named.
NAMED = 3


def referrer_names(row: Row) -> list[str]:
    """Return the names of the rows that refer to a row by any relation, hidden ones included.

    The first three of each model are named; the rest are summed up as "more ...".
    """
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
    """Yield every relation that points at a model, except those of the history.

    The history may refer to rows that no longer exist.
    """
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and not issubclass(
            relation.related_model, HistoricalChanges
        ):
            yield relation


def referring(relation: ForeignObjectRel, row: Row) -> QuerySet[Any]:
    """Return the rows that refer to a row by one relation, except checks' issues.

    Checks close their issues themselves once the row is deleted.
    """
    rows = relation.related_model._default_manager.filter(**{relation.field.name: row.pk}).order_by(
        "pk"
    )
    return rows.exclude(origin=Origin.CHECK) if relation.related_model is Issue else rows


def _called(row: Model) -> str:
    noun = row._meta.verbose_name
    return f"{noun} {row.pk}" if isinstance(row, Issue) else f"{noun} {quoted(str(row))}"
