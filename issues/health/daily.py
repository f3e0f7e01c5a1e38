"""The mail that staff get every day, whatever happened: when it does not come, something is wrong."""

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
    """Queue the digest of that day, in one transaction with the note that it was; False when it was
    queued before, on whatever host."""
    note = DailyDigest.objects.filter(day=day).first()
    # A note after which that of an earlier day was written is of a clock that was ahead.
    is_of_another_time = (
        note is not None and DailyDigest.objects.filter(day__lt=day, pk__gt=note.pk).exists()
    )
    if note and not is_of_another_time:
        return False
    # Looked at before: the crontab is asked as well, and nobody should wait for that to write.
    counts, troubles = _counts(), conditions.troubles(timezone.now())
    with transaction.atomic():
        if note:
            DailyDigest.objects.filter(pk=note.pk).delete()
        _, is_new = DailyDigest.objects.get_or_create(day=day)
        if is_new:
            notifications.daily_digest(day, counts, troubles, _flapping(day))
    return is_new


def _flapping(day: date) -> list[Issue]:
    """The issues that come and go, with all that did so since the digest before this one."""
    now = timezone.now()
    before = (
        DailyDigest.objects.exclude(day=day)
        .filter(queued_at__lte=now)
        .order_by("-queued_at")
        .first()
    )
    return flapping.in_daily(Issue.objects.all(), before.queued_at if before else now - DAY, now)


def _counts() -> dict[str, int]:
    """What there is now, by its words in the mail."""
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
        "sources failing or rejected": sum(standing.needs_doing for standing in sources),
    }
