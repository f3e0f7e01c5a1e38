"""`manage.py erasereporters`: erase the names and addresses of those whose reports were closed 90 days ago."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from issues import clock, erasure
from members import wal
from members.job import Job


class Command(Job):
    help = "Erase reporters' names and addresses 90 days after their report was closed: in issues, quarantine, history and mail."

    def handle(self, *args: Any, **options: Any) -> None:
        clock.trust(timezone.now())
        count = erasure.erase_closed(timezone.now())
        wal.empty(timedelta(seconds=2))  # of what reporters had erased during the day, too
        if options["verbosity"] > 0:
            self.stdout.write(f"{count} reporter{'' if count == 1 else 's'} erased.")
