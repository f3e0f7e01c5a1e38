"""What became of a member and its details: who changed what, when, from what to what, and why.
Newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import models

from members.history import change_reasons
from members.models import DETAILS, Chamber, Electorate, Member, Party

#: Columns of the history itself, and of what a row belongs to.
_SILENT = ("id", "member")
ADDED, CHANGED, REMOVED = "+", "~", "-"


@dataclass(frozen=True, slots=True)
class Difference:
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Entry:
    when: datetime
    who: str
    reason: str
    what: str
    kind: str
    differences: tuple[Difference, ...]
    #: The first that is known of a row that was there already.
    unknown_before: bool = False


def former(pk: int) -> Member | None:
    """A member that is no more, as it last was."""
    row = Member.history.filter(id=pk).first()
    return row.instance if row else None


def timeline(pk: int) -> list[Entry]:
    """Every entry of the member of that key and of its details, whether they are still there or
    not."""
    found = [(Member, list(_rows(Member, id=pk)))] + [
        (model, list(_rows(model, member_id=pk))) for model in DETAILS
    ]
    names = _names(row for model, rows in found if model is Member for row in rows)
    entries = [entry for _, rows in found for entry in _entries(rows, names)]
    words = change_reasons.in_words({entry.reason for entry in entries})
    entries = [replace(entry, reason=words[entry.reason]) for entry in entries]
    # What was written at one moment, as by a load, stays in stored order.
    return sorted(entries, key=lambda entry: entry.when, reverse=True)


def _rows(model: Any, **of: int) -> Any:
    return (
        model.history.filter(**of)
        .select_related("history_user")
        .order_by("id", "history_date", "history_id")
    )


def _names(rows: Iterable[Any]) -> dict[tuple[str, int], str]:
    """The names of the chambers, electorates and parties that a member ever had."""
    kept = list(rows)
    names = {}
    for column, model in (("chamber", Chamber), ("electorate", Electorate), ("party", Party)):
        keys = {getattr(row, f"{column}_id") for row in kept} - {None}
        names.update(
            {(column, pk): str(found) for pk, found in model._default_manager.in_bulk(keys).items()}
        )
    return names


def _entries(rows: list[Any], names: dict[tuple[str, int], str]) -> Iterator[Entry]:
    """An entry for each row of history that says something new. Rows of the same thing follow each
    other, oldest first."""
    before = None
    for row in rows:
        if before is not None and (before.id != row.id or before.history_type == REMOVED):
            before = None
        old, new = (row, None) if row.history_type == REMOVED else (before, row)
        differences = tuple(_differences(row, old, new, names))
        if differences or row.history_type != CHANGED:
            yield Entry(
                when=row.history_date,
                who=str(row.history_user or ""),
                reason=row.history_change_reason or "",
                what=str(row.instance_type._meta.verbose_name),
                kind=row.history_type,
                differences=differences,
                unknown_before=row.history_type == CHANGED and before is None,
            )
        before = row


def _differences(
    row: Any, old: Any, new: Any, names: dict[tuple[str, int], str]
) -> Iterator[Difference]:
    for field in row.tracked_fields:
        if field.name in _SILENT:
            continue
        was, now = (_shown(field, side, names) if side is not None else "" for side in (old, new))
        if was != now:
            yield Difference(str(field.verbose_name), was, now)


def _shown(field: models.Field[Any, Any], row: Any, names: dict[tuple[str, int], str]) -> str:
    value = getattr(row, field.attname)
    if isinstance(field, models.ForeignKey) and value is not None:
        return names.get((field.name, value), f"one that is no more (number {value})")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
