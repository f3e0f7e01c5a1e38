"""Copies of official lists that are no longer needed: finds them for the daily deletion."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Manager, Max, Q, QuerySet
from django.utils import timezone

from issues.models import Hold, Issue
from members.history import change_reasons
from members.models import DETAILS, Member, Snapshot, Source
from members.models.querysets import Among

#: All copies of the last day stay: a person or a run may be using one.
ALL = timedelta(days=1)
ONE_A_DAY = timedelta(days=30)
#: A copy's key in evidence: alone, or in a claim such as `Whip, line 3 (copy 12 of 3 May 2026)`.
_KEY = re.compile(r"(?:\A|\bcopy )([0-9]{1,18})\b")


def superfluous(before: datetime) -> QuerySet[Snapshot]:
    """Return the copies to delete.

    One a day is kept from `before` on, and one a month of the time before that.
    """
    kept = {*_best(before), *_current(), *_named()}
    keys = Snapshot.objects.filter(taken_at__lt=before + ONE_A_DAY - ALL).values_list(
        "pk", flat=True
    )
    return Snapshot.objects.filter(pk__in=Among([key for key in keys if key not in kept]))


def _best(before: datetime) -> Iterable[int]:
    """Return the keys of the best copy of each source and day, or month before `before`.

    An accepted copy is better than a rejected one; then the longest counts, then the newest.
    """
    best: dict[tuple[int, date], tuple[bool, int, int]] = {}
    first = timezone.localdate(before)
    rows = Snapshot.objects.order_by().values_list("source", "taken_at", "verdict", "rows", "pk")
    for source, taken_at, verdict, count, key in rows.iterator():
        day = timezone.localdate(taken_at)
        at = source, day if day >= first else day.replace(day=1)
        rank = verdict == Snapshot.Verdict.ACCEPTED, count or 0, key
        best[at] = max(best.get(at, rank), rank)
    return [key for *_, key in best.values()]


def _current() -> Iterator[int]:
    """Yield for each source the newest copy, the one in force, and the last accepted by hand."""
    accepted = Q(snapshots__verdict=Snapshot.Verdict.ACCEPTED)
    decided = accepted & Q(snapshots__decided_at__isnull=False)
    wanted = {"newest": Q(), "in_force": accepted, "decided": decided}
    newest = Source.objects.annotate(
        **{name: Max("snapshots", filter=condition) for name, condition in wanted.items()}
    )
    yield from (key for keys in newest.values_list(*wanted) for key in keys if key is not None)


def _named() -> Iterator[int]:
    """Yield the copies that evidence, a hold or the history of an applied fix refers to."""
    for evidence in Issue.objects.order_by().values_list("evidence", flat=True).iterator():
        for value in evidence.get("context", {}).values():
            yield from map(int, _KEY.findall(str(value)))
    for keys in Hold.objects.values_list("snapshots", flat=True):
        yield from keys
    for model in (Member, *DETAILS):
        history: Manager[Any] = model.history  # type: ignore[attr-defined]
        written = history.filter(history_change_reason__startswith=change_reasons.FROM_SOURCE)
        yield from change_reasons.copies(
            written.order_by().values_list("history_change_reason", flat=True).distinct()
        )
