"""Checks that cry wolf: dismissed more often than acted on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Exists, F, Max, OuterRef, Q

from issues.findings.registry import CHECKS
from issues.models import AppliedFix, Issue, IssueEvent
from issues.models.choices import CHECK_IS_NO_MORE, PART_OF, DismissalReason, Origin, Status
from members.member_columns import DATES

Verb = IssueEvent.Verb

#: So many dismissals, before a check can be called noisy.
ENOUGH = 5

#: What was dismissed as right after all. A duplicate or a wrong source is no fault of the check.
WOLF = {
    "status": Status.DISMISSED,
    "dismissal_reason__in": (DismissalReason.FALSE_POSITIVE, DismissalReason.ACCEPTED),
}


@dataclass(frozen=True)
class Noise:
    """How many issues of a check were dismissed as false positives or accepted exceptions, and on
    how many somebody acted."""

    check: str
    dismissed: int
    acted_on: int


def noisy(names: Collection[str] = ()) -> list[Noise]:
    """The checks of those names, or of all, that are dismissed more often than acted on, the worst
    first, in one query.

    Acted on is what was resolved: by staff, by a fix, or by the check's silence once the data
    changed. Not what was closed with its check or because a wider one tells of it, nor what fell
    silent because its member left or was deleted.
    """
    found = Issue.objects.filter(
        origin=Origin.CHECK, check_name__in=CHECKS.keys() & names if names else CHECKS
    )
    suspects = (
        found.filter(**WOLF)
        .values("check_name")
        .annotate(count=Count("pk"))
        .filter(count__gte=ENOUGH)
        .values("check_name")
    )
    closings = IssueEvent.objects.filter(
        verb__in=(Verb.RESOLVED, Verb.DISMISSED), issue__in=found.filter(check_name__in=suspects)
    )
    closed = Q(note=CHECK_IS_NO_MORE) | Q(note__startswith=PART_OF)
    last = closings.values("issue").annotate(last=Max("pk")).values("last")
    counts = (
        IssueEvent.objects.filter(pk__in=last)
        .order_by()
        .values(check=F("issue__check_name"))
        .annotate(
            dismissed=Count(
                "pk", filter=Q(**{f"issue__{name}": value for name, value in WOLF.items()})
            ),
            acted_on=Count(
                "pk", filter=Q(issue__status=Status.RESOLVED) & ~closed & ~_member_left()
            ),
        )
        .filter(dismissed__gte=ENOUGH, dismissed__gt=F("acted_on"))
        .order_by(F("acted_on") - F("dismissed"), "check")
    )
    return [Noise(**row) for row in counts]


def _member_left() -> Q:
    """No person resolved it and no fix: its member no longer sat then, or is deleted. A group's
    issue names more than one member."""
    # Such a check reports former members, too: their leaving settles nothing.
    about_dates = [check.name for check in CHECKS.values() if check.about in DATES]
    ended = Q(issue__member__ended_on__lte=F("at__date")) & ~Q(issue__check_name__in=about_dates)
    deleted = Q(
        issue__member=None,
        issue__member_slugs__0__isnull=False,
        issue__member_slugs__1__isnull=True,
    )
    fixed = Exists(AppliedFix.objects.filter(issue=OuterRef("issue"), undone_at=None))
    return Q(user=None) & (ended | deleted) & ~Q(fixed)
