"""The order of the list of issues, and the neighbours of an issue in it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from issues.models import Issue
from issues.models.choices import Severity

#: By staff's priority first, then by severity, then by age. Reports from people, which have no
#: severity, follow right after errors.
ORDER = ("priority", "rank", "first_seen", "pk")
RANKS = {Severity.ERROR: 1, "": 2, Severity.WARNING: 3, Severity.INFO: 4}

#: The severity as a number that can be sorted by.
RANK = Case(
    *(When(severity=severity, then=Value(rank)) for severity, rank in RANKS.items()),
    default=Value(5),
    output_field=IntegerField(),
)


def ranked(issues: QuerySet[Issue]) -> QuerySet[Issue]:
    """Return the issues, annotated with their `rank`."""
    return issues.annotate(rank=RANK)


@dataclass(frozen=True)
class QueuePosition:
    """The position of an issue in a list: the keys of its neighbours, its number from 1 (0 if it is
    not in the list), and the length of the list."""

    previous: int | None
    next: int | None
    number: int
    total: int


def place(issue: Issue, issues: QuerySet[Issue]) -> QueuePosition:
    """Find the position of an issue among others. It need not be one of them (any longer)."""
    others = ranked(issues).exclude(pk=issue.pk)
    before, after = others.filter(_beyond(issue, "lt")), others.filter(_beyond(issue, "gt"))
    count, within = before.count(), issues.filter(pk=issue.pk).exists()
    return QueuePosition(
        previous=before.order_by(*(f"-{name}" for name in ORDER))
        .values_list("pk", flat=True)
        .first(),
        next=after.order_by(*ORDER).values_list("pk", flat=True).first(),
        number=count + 1 if within else 0,
        total=count + after.count() + within,
    )


def _beyond(issue: Issue, comparison: str) -> Q:
    """Match the issues that come before (`lt`) or after (`gt`) an issue."""
    values = (issue.priority, RANKS.get(issue.severity, 5), issue.first_seen, issue.pk)
    condition = Q()
    for position, (name, value) in enumerate(zip(ORDER, values, strict=True)):
        same = dict(zip(ORDER[:position], values, strict=False))
        condition |= Q(**same, **{f"{name}__{comparison}": value})
    return condition
