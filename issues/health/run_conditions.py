"""Conditions of the runs: that all checks run on schedule, and that each of them works."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Min
from django.urls import reverse

from issues import clock
from issues.findings.registry import CHECKS
from issues.health import due
from issues.mail.trouble import Trouble
from issues.models import CheckState, Run


def last_success(now: datetime) -> Run | None:
    """Return the latest run of all checks in all chambers that succeeded, or None.

    Runs dated in the future by a wrong clock do not count.
    """
    whole = Run.objects.filter(
        scope__checks=[],
        scope__chambers=[],
        started_at__lte=clock.latest_possible("issues.Run.started_at", now),
    )
    return whole.filter(status=Run.Outcome.SUCCEEDED).first()


def installed_at(now: datetime) -> datetime:
    """Return when the database was created, or `now` if that is unknown or in the future."""
    first = MigrationRecorder(connection).migration_qs.aggregate(first=Min("applied"))["first"]
    return min(first or now, now)


def no_run(now: datetime) -> Iterator[Trouble]:
    """Yield a trouble if no run of all checks has succeeded for twice the schedule."""
    last = last_success(now)
    runs = reverse("admin:issues_run_changelist")
    look = "Run `manage.py doctor`: it shows whether cron is running and what it runs."
    since = due.last_but_one(settings.RUNCHECKS_SCHEDULE, now)
    if last is None and since and installed_at(now) < since:
        yield Trouble(
            "no run",
            "No run of all checks has succeeded yet, for more than twice the scheduled interval.",
            look,
            runs,
        )
    elif last and since and last.started_at < since:
        yield Trouble(
            "no run",
            f"The last successful run began at {last.started_at:%Y-%m-%d %H:%M} UTC, "
            "more than twice the scheduled interval ago.",
            look,
            runs,
        )


def failing_checks(now: datetime) -> Iterator[Trouble]:
    """Yield a trouble for each enabled check that raises an error."""
    for state in CheckState.objects.filter(
        enabled=True, name__in=CHECKS, failing_since__isnull=False
    ):
        yield Trouble(
            "check failing",
            f"The check {state.name} has been failing since "
            f"{state.failing_since:%Y-%m-%d %H:%M} UTC: it finds nothing until it is repaired.",
            "Its page in the admin shows the error; disable it there until it is repaired.",
            reverse("admin:issues_checkstate_change", args=[state.pk]),
        )
