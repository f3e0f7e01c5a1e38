"""`manage.py applyretention`: deletes old rows by the rules of docs/retention.md."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from issues import clock
from members.jobs.job import Job
from yvih_site.retention import rules


class Command(Job):
    help = (
        "Delete the rows whose time is over by the rules of docs/retention.md. Cron does so daily."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--write",
            action="store_true",
            help="write docs/retention.md from the rules instead (for developers)",
        )
        parser.add_argument(
            "--clock-is-right",
            action="store_true",
            help="confirm that the clock of this machine is right",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["write"]:
            Path(settings.BASE_DIR, "docs", "retention.md").write_text(rules.page())
            return
        if options["clock_is_right"]:
            clock.record_confirmation(timezone.now())
        clock.ensure_trusted(timezone.now())
        counts = rules.apply(timezone.now())
        if options["verbosity"] > 0:
            for label, count in counts.items():
                self.stdout.write(f"{count:8} {label}")
            self.stdout.write(f"{sum(counts.values())} rows deleted.")
