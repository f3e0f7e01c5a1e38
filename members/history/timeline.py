"""The history of a member and its details: who changed what, when, from what to what, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import models

from members.history import change_reasons
from members.models import DETAILS, Chamber, Electorate, Member, Party

#: Columns that are not shown: a row's own key and the member that it belongs to.
_SILENT = ("id", "member")
ADDED, CHANGED, REMOVED = "+", "~", "-"


@dataclass(frozen=True, slots=True)
class Difference:
    """A column's change from `old` to `new`, both as shown to people."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One change of a member or a detail. `kind` is ADDED, CHANGED or REMOVED."""

    when: datetime
    who: str
    reason: str
    what: str
    kind: str
    differences: tuple[Difference, ...]
    #: True if the row existed before its recorded history begins.
    unknown_before: bool = False


def former(pk: int) -> Member | None:
    """Return a deleted member as it last was, from the history. None if there is no history."""
    row = Member.history.filter(id=pk).first()
    return row.instance if row else None


def timeline(pk: int) -> list[Entry]:
    """Return all entries of the member with that key and of its details, newest first.

    Deleted members and details are included.
    """
    found = [(Member, list(_rows(Member, id=pk)))] + [
        (model, list(_rows(model, member_id=pk))) for model in DETAILS
    ]
    names = _names(row for model, rows in found if model is Member for row in rows)
    entries = [entry for _, rows in found for entry in _entries(rows, names)]
    words = change_reasons.in_words({entry.reason for entry in entries})
    entries = [replace(entry, reason=words[entry.reason]) for entry in entries]
    # Entries of one moment, as of an import, stay in stored order.
    return sorted(entries, key=lambda entry: entry.when, reverse=True)


def _rows(model: Any, **of: int) -> Any:
    return (
        model.history.filter(**of)
        .select_related("history_user")
        .order_by("id", "history_date", "history_id")
    )


def _names(rows: Iterable[Any]) -> dict[tuple[str, int], str]:
    """Return the names of all chambers, electorates and parties that a member ever had.

    The keys are pairs of column and primary key.
    """
    history = list(rows)
    names = {}
    for column, model in (("chamber", Chamber), ("electorate", Electorate), ("party", Party)):
        keys = {getattr(row, f"{column}_id") for row in history} - {None}
        names.update(
            {(column, pk): str(found) for pk, found in model._default_manager.in_bulk(keys).items()}
        )
    return names


def _entries(rows: list[Any], names: dict[tuple[str, int], str]) -> Iterator[Entry]:
    """Yield an entry for each row of history that changes something.

    `rows` must be grouped by object, oldest first.
    """
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
        return names.get((field.name, value), f"deleted (number {value})")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
