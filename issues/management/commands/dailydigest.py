"""`manage.py dailydigest`: tell staff how everything stands, once a day."""

from typing import Any

from django.utils import timezone

from issues.health import daily
from members.jobs.job import Job


class Command(Job):
    help = "Queue today's digest for ISSUE_EMAILS, unless it was queued already. It comes every day, be there news or not."

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        queued = daily.queue(today)
        if options["verbosity"] > 0:
            self.stdout.write(
                f"The digest of {today} {'is queued' if queued else 'was queued before'}."
            )
