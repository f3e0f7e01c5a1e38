"""`manage.py erasereporters`: erase reporters 90 days after closing, or one who asks for it."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from issues import clock
from issues.privacy import erasure
from members.jobs.job import Job
from members.storage import wal


class Command(Job):
    help = (
        "Erase reporters' names and addresses 90 days after their report was closed: "
        "in issues, quarantine, history and mail."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "address",
            nargs="?",
            help="instead, erase the reporter with this e-mail address at once, in all reports",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["address"] is None:
            clock.ensure_trusted(timezone.now())
            count = erasure.erase_closed(timezone.now())
        elif not (count := erasure.erase_address(options["address"])):
            raise CommandError("No report is from this address. Nothing was erased.")
        # Also of what reporters erased themselves during the day.
        wal.empty(timedelta(seconds=2))
        if options["verbosity"] > 0:
            self.stdout.write(f"Erased in {count} report{'' if count == 1 else 's'}.")
