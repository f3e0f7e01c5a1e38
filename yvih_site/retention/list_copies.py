"""Which copies of official lists are no longer needed."""

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

#: All copies of the last day stay: somebody, or a run, may be looking at one.
ALL = timedelta(days=1)
ONE_A_DAY = timedelta(days=30)
#: How evidence names a copy: as its key alone, and in what each list says, `Whip, line 3 (copy 12
#: of 3 May 2026)`.
_KEY = re.compile(r"(?:\A|\bcopy )([0-9]{1,18})\b")


def superfluous(before: datetime) -> QuerySet[Snapshot]:
    """The copies that go, where one a day is kept from that moment on, and one a month of before."""
    kept = {*_best(before), *_current(), *_named()}
    keys = Snapshot.objects.filter(taken_at__lt=before + ONE_A_DAY - ALL).values_list(
        "pk", flat=True
    )
    return Snapshot.objects.filter(pk__in=Among([key for key in keys if key not in kept]))


def _best(before: datetime) -> Iterable[int]:
    """The copy of each day, or month, of each source: an accepted one before a rejected, of these
    the longest, then the newest."""
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
    """Of each source: the newest copy, the one in force, and the last that a person accepted."""
    accepted = Q(snapshots__verdict=Snapshot.Verdict.ACCEPTED)
    decided = accepted & Q(snapshots__decided_at__isnull=False)
    wanted = {"newest": Q(), "in_force": accepted, "decided": decided}
    newest = Source.objects.annotate(
        **{name: Max("snapshots", filter=condition) for name, condition in wanted.items()}
    )
    yield from (key for keys in newest.values_list(*wanted) for key in keys if key is not None)


def _named() -> Iterator[int]:
    """The copies that an issue's evidence, a hold, or the history of what a fix wrote names by its
    key."""
    for evidence in Issue.objects.order_by().values_list("evidence", flat=True).iterator():
        for said in evidence.get("context", {}).values():
            yield from map(int, _KEY.findall(str(said)))
    for keys in Hold.objects.values_list("snapshots", flat=True):
        yield from keys
    for model in (Member, *DETAILS):
        history: Manager[Any] = model.history  # type: ignore[attr-defined]
        written = history.filter(history_change_reason__startswith=change_reasons.FROM_SOURCE)
        yield from change_reasons.copies(
            written.order_by().values_list("history_change_reason", flat=True).distinct()
        )
