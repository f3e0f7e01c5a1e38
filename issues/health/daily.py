"""The daily digest to staff. It comes every day, so its absence means that something is wrong."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from issues.findings.registry import CHECKS
from issues.health import conditions
from issues.mail import notifications
from issues.models import CheckState, DailyDigest, Hold, Issue, QuarantinedReport, flapping
from members.lists import source_status
from members.models import Source

DAY = timedelta(days=1)


def queue(day: date) -> bool:
    """Queue the digest of a day, and record that in the same transaction.

    Returns False if any host has already queued it.
    """
    record = DailyDigest.objects.filter(day=day).first()
    # If a later record is of an earlier day, this one was written by a clock that was ahead.
    is_of_wrong_clock = (
        record is not None and DailyDigest.objects.filter(day__lt=day, pk__gt=record.pk).exists()
    )
    if record and not is_of_wrong_clock:
        return False
    # Outside the transaction: the conditions read the crontab too, and would keep writers waiting.
    counts, troubles = _counts(), conditions.troubles(timezone.now())
    with transaction.atomic():
        if record:
            DailyDigest.objects.filter(pk=record.pk).delete()
        _, is_new = DailyDigest.objects.get_or_create(day=day)
        if is_new:
            notifications.daily_digest(day, counts, troubles, _flapping(day))
    return is_new


def _flapping(day: date) -> list[Issue]:
    """Return the issues that kept coming and going since the previous digest."""
    now = timezone.now()
    before = (
        DailyDigest.objects.exclude(day=day)
        .filter(queued_at__lte=now)
        .order_by("-queued_at")
        .first()
    )
    return flapping.in_daily(Issue.objects.all(), before.queued_at if before else now - DAY, now)


def _counts() -> dict[str, int]:
    """Return a dict of words in the mail to present count."""
    sources = source_status.of(Source.objects.filter(enabled=True))
    now = timezone.now()
    return {
        "waiting": Issue.objects.active().count(),
        "new since yesterday": Issue.objects.filter(first_seen__range=(now - DAY, now)).count(),
        "in quarantine": QuarantinedReport.objects.filter(released=None).count(),
        "held": Hold.objects.count(),
        "checks failing": CheckState.objects.filter(
            enabled=True, name__in=CHECKS, failing_since__isnull=False
        ).count(),
        "sources failing or rejected": sum(status.needs_attention for status in sources),
    }
