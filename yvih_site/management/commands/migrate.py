"""`manage.py migrate`, which makes the database's file where there is none, and says so: nothing
else makes it."""

from typing import Any

from django.core.management.commands import migrate

from members.jobs.terminal import BaseCommand
from yvih_site.database import sqlite_file

EXPECTED = "If it should have been there, delete this one, and restore a backup."


class Command(BaseCommand, migrate.Command):
    def execute(self, *args: Any, **options: Any) -> str | None:
        self._changes = not (options.get("plan") or options.get("check_unapplied"))
        return super().execute(*args, **options)

    def check(self, *args: Any, **kwargs: Any) -> None:
        """Look at the configuration, then make the file, then look at the database, as Django does
        at once."""
        super().check(*args, **{**kwargs, "databases": None})
        for using in kwargs.get("databases") or ():
            if self._changes and (made := sqlite_file.make(using)):
                self.stderr.write(f"{made} is made now, and empty. {EXPECTED}")
        super().check(*args, **kwargs)

    def handle(self, *args: Any, **options: Any) -> None:
        if self._changes:
            sqlite_file.make(
                options["database"]
            )  # where another command calls this one, nothing is looked at before
        super().handle(*args, **options)
