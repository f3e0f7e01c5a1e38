"""Issues that come and go, for example with an official list that changes back and forth.

An issue is flapping once a check reopens it for the second time within a week, until nothing opens
or closes it for a week. Its second reopening is mailed and marked so; later ones are listed in the
daily digest.

Only what runs find makes an issue flap. What follows from a fix, an undo or an edit by a person is
mailed as usual.
"""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict

from django.db.models import Count, Q

from issues.models import Issue
from issues.models.choices import STABLE
from issues.models.querysets import IssueQuerySet


class Values(TypedDict):
    """The columns of an issue that record its flapping."""

    reopened_at: datetime
    flapping_since: datetime | None


def reopened(issue: Issue, now: datetime) -> Values:
    """Return the new values of those columns for a closed issue that a check reopens now."""
    since = None
    if issue.reopened_at and not issue.is_stable(now):
        since = issue.flapping_since or (now if now - issue.reopened_at <= STABLE else None)
    return {"reopened_at": now, "flapping_since": since}


def begins(issue: Issue) -> bool:
    """True if the issue has been flapping since its last reopening, which is therefore mailed and
    marked."""
    return issue.flapping_since is not None and issue.flapping_since == issue.reopened_at


def is_left_to_daily(issue: Issue) -> bool:
    """True if the issue was flapping before its last reopening, which is therefore left to the
    daily digest."""
    return issue.flapping_since is not None and not begins(issue)


def in_daily(issues: IssueQuerySet[Issue], since: datetime, now: datetime) -> list[Issue]:
    """Return the issues for the daily digest: those that are flapping now, or were reopened since
    the last digest at `since`.

    Each has an attribute `times`, the number of its reopenings since then.
    """
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
