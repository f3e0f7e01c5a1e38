"""Issues that come and go, as with an official list that flips: mailed once more, then told of in
the daily digest.

An issue is flapping when a check opens it again for the second time within a week, and until
nothing opened or closed it for a week. Only what runs find makes an issue flap, not what follows
from a fix, an undo or an edit: what people do is mailed as ever.
"""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict

from django.db.models import Count, Q

from issues.models import Issue
from issues.models.choices import STABLE
from issues.models.querysets import IssueQuerySet


class Values(TypedDict):
    """The columns of an issue that remember how it flaps."""

    reopened_at: datetime
    flapping_since: datetime | None


def reopened(issue: Issue, now: datetime) -> Values:
    """The values of a closed issue that a check opens again now."""
    since = None
    if issue.reopened_at and not issue.is_stable(now):
        since = issue.flapping_since or (now if now - issue.reopened_at <= STABLE else None)
    return {"reopened_at": now, "flapping_since": since}


def begins(issue: Issue) -> bool:
    """True if it is flapping from its last reopening on: that is mailed, and marked so."""
    return issue.flapping_since is not None and issue.flapping_since == issue.reopened_at


def is_left_to_daily(issue: Issue) -> bool:
    """True if it was flapping before its last reopening, of which the daily digest tells."""
    return issue.flapping_since is not None and not begins(issue)


def in_daily(issues: IssueQuerySet[Issue], since: datetime, now: datetime) -> list[Issue]:
    """Those that the daily digest lists: flapping now, or opened again since the last one. Each
    with `times`, how often since then."""
    recent = Q(reopened_at__gt=min(since, now - STABLE)) | Q(resolved_at__gt=now - STABLE)
    again = Count("events", filter=Q(events__verb="reopened", events__at__gte=since))
    found = (
        issues.filter(recent, flapping_since__isnull=False)
        .annotate(times=again)
        .order_by("check_name", "pk")
    )
    return [
        issue
        for issue in found
        if issue.is_flapping or (issue.reopened_at and issue.reopened_at >= since)
    ]
