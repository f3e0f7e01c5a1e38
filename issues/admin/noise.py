"""Noisy checks: those whose issues are dismissed more often than acted on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Exists, F, Max, OuterRef, Q

from issues.findings.registry import CHECKS
from issues.models import AppliedFix, Issue, IssueEvent
from issues.models.choices import CHECK_RETIRED, PART_OF, DismissalReason, Origin, Status
from members.member_columns import DATES

Verb = IssueEvent.Verb

#: The fewest dismissals for which a check is called noisy.
ENOUGH = 5

#: Dismissed because the data is right. A duplicate or a wrong source is not the check's fault.
FALSE_ALARM = {
    "status": Status.DISMISSED,
    "dismissal_reason__in": (DismissalReason.FALSE_POSITIVE, DismissalReason.ACCEPTED),
}


@dataclass(frozen=True)
class Noise:
    """The number of a check's issues that were dismissed because the data is right, as a false
    positive or an accepted exception, and of those that were acted on."""

    check: str
    dismissed: int
    acted_on: int


def noisy(names: Collection[str] = ()) -> list[Noise]:
    """Return the noisy checks among those names, or among all, the worst first, in one query.

    An issue was acted on if it is resolved: by staff, by a fix, or because the check no longer
    finds it in changed data. Left out are issues that were closed with their check or included in
    a wider issue, and those the check no longer finds because the member left or was deleted.
    """
    found = Issue.objects.filter(
        origin=Origin.CHECK, check_name__in=CHECKS.keys() & names if names else CHECKS
    )
    suspects = (
        found.filter(**FALSE_ALARM)
        .values("check_name")
        .annotate(count=Count("pk"))
        .filter(count__gte=ENOUGH)
        .values("check_name")
    )
    closings = IssueEvent.objects.filter(
        verb__in=(Verb.RESOLVED, Verb.DISMISSED), issue__in=found.filter(check_name__in=suspects)
    )
    closed = Q(note=CHECK_RETIRED) | Q(note__startswith=PART_OF)
    last = closings.values("issue").annotate(last=Max("pk")).values("last")
    counts = (
        IssueEvent.objects.filter(pk__in=last)
        .order_by()
        .values(check=F("issue__check_name"))
        .annotate(
            dismissed=Count(
                "pk", filter=Q(**{f"issue__{name}": value for name, value in FALSE_ALARM.items()})
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
    """Match issues resolved only because their member had left or was deleted.

    No person and no fix resolved them. An issue about a group names more than one member.
    """
    # A check of dates reports former members too, so their leaving does not settle its issues.
    about_dates = [check.name for check in CHECKS.values() if check.about in DATES]
    ended = Q(issue__member__ended_on__lte=F("at__date")) & ~Q(issue__check_name__in=about_dates)
    deleted = Q(
        issue__member=None,
        issue__member_slugs__0__isnull=False,
        issue__member_slugs__1__isnull=True,
    )
    fixed = Exists(AppliedFix.objects.filter(issue=OuterRef("issue"), undone_at=None))
    return Q(user=None) & (ended | deleted) & ~Q(fixed)
