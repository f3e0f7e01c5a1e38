"""`manage.py dailydigest`: queue the daily digest to staff."""

from typing import Any

from django.utils import timezone

from issues.health import daily
from members.jobs.job import Job


class Command(Job):
    help = (
        "Queue today's digest to ISSUE_EMAILS, unless it is already queued. "
        "It is sent every day, whether or not there is news."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        queued = daily.queue(today)
        if options["verbosity"] > 0:
            self.stdout.write(
                f"The digest of {today} {'is queued' if queued else 'was already queued'}."
            )
