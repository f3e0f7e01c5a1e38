"""The mail that staff get every day, whatever happened: when it does not come, something is wrong."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from issues import clock, flapping, health, notifications
from issues.models import CheckState, DailyDigest, Hold, Issue, QuarantinedReport
from issues.registry import CHECKS
from members import standings
from members.models import Source

DAY = timedelta(days=1)


def queue(day: date) -> bool:
    """Queue the digest of that day, in one transaction with the note that it was; False when it was queued before, on whatever host."""
    clock.put_right(timezone.now(), timezone.localdate())
    if DailyDigest.objects.filter(day=day).exists():
        return False
    # Looked at before: the crontab is asked as well, and nobody should wait for that to write.
    counts, troubles = _counts(), health.troubles(timezone.now())
    with transaction.atomic():
        _, is_new = DailyDigest.objects.get_or_create(day=day)
        if is_new:
            notifications.daily_digest(day, counts, troubles, _flapping(day))
    return is_new


def _flapping(day: date) -> list[Issue]:
    """The issues that come and go, with all that did so since the digest before this one."""
    now = timezone.now()
    before = DailyDigest.objects.exclude(day=day).order_by("-queued_at").first()
    return flapping.in_daily(Issue.objects.all(), before.queued_at if before else now - DAY, now)


def _counts() -> dict[str, int]:
    """What there is now, by its words in the mail."""
    sources = standings.of(Source.objects.filter(enabled=True))
    return {
        "open": Issue.objects.active().count(),
        "new since yesterday": Issue.objects.filter(first_seen__gte=timezone.now() - DAY).count(),
        "in quarantine": QuarantinedReport.objects.filter(released=None).count(),
        "held": Hold.objects.count(),
        "checks failing": CheckState.objects.filter(enabled=True, name__in=CHECKS, failing_since__isnull=False).count(),
        "sources failing or rejected": sum(standing.needs_doing for standing in sources),
    }
