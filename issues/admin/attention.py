"""Issues that ask for attention: they came back, their reporter wrote again, or their snooze ends
soon."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from issues.models import Issue, IssueEvent
from issues.models.choices import ACTIVE, Status

SOON = timedelta(days=3)
#: What a check or the site notes is no act on the issue.
BY_STAFF = Q(user__isnull=False)
CAME_BACK = (IssueEvent.Verb.REOPENED, IssueEvent.Verb.WOKEN)
#: The events of a first report.
FIRST_REPORT = (IssueEvent.Verb.OPENED, IssueEvent.Verb.CONFIRMED)


def reopened(issues: QuerySet[Issue]) -> QuerySet[Issue]:
    """Return the active issues that came back and that nobody has acted on since."""
    last = (
        IssueEvent.objects.filter(BY_STAFF | Q(verb__in=CAME_BACK), issue=OuterRef("pk"))
        .order_by("-pk")
        .values("verb")[:1]
    )
    return issues.filter(status__in=ACTIVE).alias(last=Subquery(last)).filter(last__in=CAME_BACK)


def answered(issues: QuerySet[Issue]) -> QuerySet[Issue]:
    """Return the active issues whose reporter wrote again and that nobody has acted on since."""
    last = (
        IssueEvent.objects.filter(BY_STAFF | Q(by_reporter=True), issue=OuterRef("pk"))
        .exclude(verb__in=FIRST_REPORT)
        .order_by("-pk")
        .values("by_reporter")[:1]
    )
    return (
        issues.filter(status__in=ACTIVE).alias(by_reporter=Subquery(last)).filter(by_reporter=True)
    )


def waking() -> Q:
    """Match snoozed issues whose snooze ends within three days."""
    return Q(status=Status.SNOOZED, snoozed_until__lte=timezone.localdate() + SOON)
