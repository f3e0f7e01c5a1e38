"""Conditions that an issue reports as well: held checks and official lists that need attention.

They are no trouble once somebody has dealt with that issue.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from issues import clock
from issues.health import due
from issues.mail.trouble import Trouble
from issues.models import Hold, Issue
from issues.models.choices import Status
from members.lists import source_status
from members.lists.source_status import SourceStatus
from members.models import Source


def held_checks(now: datetime) -> Iterator[Trouble]:
    """Yield a trouble for each hold whose issue nobody has taken, snoozed or dismissed."""
    acknowledged = {
        (chamber, context.get("check"), context.get("official_lists", ""))
        for _, chamber, context in _acknowledged("check-held")
    }
    for hold in Hold.objects.select_related("chamber"):
        if (hold.chamber_id, hold.check_name, hold.sources.replace(",", ", ")) not in acknowledged:
            yield Trouble(
                "check held",
                f"{hold.check_name} would change too much in {hold.chamber} at once, "
                "so nothing of it was stored.",
                "Look at what would change and release it, or take or snooze its issue.",
                reverse("admin:issues_hold_change", args=[hold.pk]),
            )


def sources(now: datetime) -> Iterator[Trouble]:
    """Yield a trouble for each official list that is rejected, cannot be fetched, or is too old.

    Lists whose issue somebody has taken, snoozed or dismissed are left out.
    """
    since = due.last_but_one(settings.RUNCHECKS_SCHEDULE, now)
    acknowledged = {
        (check, context.get("source"))
        for check, _, context in _acknowledged("source-failing", "source-rejected")
    }
    for status in source_status.of(Source.objects.filter(enabled=True)):
        source, checked = status.source, clock.not_in_future(status.source.checked_at, now)
        stale = status.is_old(now) or bool(source.url and checked and since and checked < since)
        conditions = {
            "source-rejected": status.is_rejected,
            "source-failing": source.failing_since is not None,
        }
        wrong = [check for check, holds in conditions.items() if holds]
        if any((check, source.slug) not in acknowledged for check in wrong) or (
            stale and not wrong
        ):
            yield Trouble(
                "source rejected" if status.is_rejected else "source stale",
                _of_source(status),
                "Its page in the admin shows why; solve the problem, or take or snooze its issue.",
                reverse("admin:members_source_change", args=[source.pk]),
            )


def _of_source(status: SourceStatus) -> str:
    slug, since = status.source.slug, status.source.failing_since
    if status.is_rejected:
        return f"The newest copy of the official list {slug} was rejected."
    if since:
        return f"Fetching the official list {slug} has failed since {since:%Y-%m-%d %H:%M} UTC."
    if not status.source.url:
        return (
            f"The official list {slug}, which is supplied by hand, "
            f"is older than {status.source.stale_after} days."
        )
    return f"The official list {slug} was not fetched for more than twice the scheduled interval."


def _acknowledged(*checks: str) -> list[tuple[str, int | None, dict[str, str]]]:
    """Return check, chamber key and context of these checks' issues that staff have dealt with.

    Those are the issues that somebody took, snoozed or dismissed.
    """
    unattended = (Status.OPEN, Status.RESOLVED)
    issues = Issue.objects.filter(check_name__in=checks).exclude(status__in=unattended)
    rows = issues.values_list("check_name", "chamber", "evidence")
    return [(check, chamber, evidence.get("context", {})) for check, chamber, evidence in rows]
