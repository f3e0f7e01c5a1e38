"""`manage.py migrate`, which also creates a missing SQLite file and says so. Nothing else does."""

from typing import Any

from django.core.management.commands import migrate

from members.jobs.terminal import BaseCommand
from yvih_site.database import sqlite_file

EXPECTED = "If it should have existed, delete this one, and restore a backup."


class Command(BaseCommand, migrate.Command):
    """Django's `migrate`, which also creates a missing file."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        self._changes = not (options.get("plan") or options.get("check_unapplied"))
        return super().execute(*args, **options)

    def check(self, *args: Any, **kwargs: Any) -> None:
        """Check the configuration, create the file, then check the database.

        Django does the first and the last in one step, and would fail at the missing file.
        """
        super().check(*args, **{**kwargs, "databases": None})
        for using in kwargs.get("databases") or ():
            if self._changes and (made := sqlite_file.make(using)):
                self.stderr.write(
                    f"{made} did not exist. It was created now, and is empty. {EXPECTED}"
                )
        super().check(*args, **kwargs)

    def handle(self, *args: Any, **options: Any) -> None:
        if self._changes:
            # Again, as a command that calls this one skips the checks.
            sqlite_file.make(options["database"])
        super().handle(*args, **options)
