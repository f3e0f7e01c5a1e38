"""`manage.py redact VALUE --reason TEXT`: replace a value published by mistake everywhere."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import CommandError

from issues.lease import LeaseTaken
from issues.privacy import redaction
from members.jobs.terminal import BaseCommand
from members.storage import wal

#: Above this number of rows, `--yes` is required, as one mistake hardly explains so many.
MANY = 200


class Command(BaseCommand):
    help = (
        "Replace a value that was published by mistake by a stub: in members and their history, "
        "issues and their events, mail, and copies of official lists. It cannot be undone. "
        "docs/privacy.md describes what it cannot reach."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "value",
            help="a phone number, an address, a name ...; other spellings of it are found as well",
        )
        parser.add_argument(
            "--reason", required=True, help="why; it is stored, so leave out the value itself"
        )
        parser.add_argument("--by", default="", help="who asked for it; it is stored")
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="show where the value is found, and write nothing",
        )
        parser.add_argument(
            "--yes", action="store_true", help=f"go on even if it is found in more than {MANY} rows"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        value: str = options["value"]
        if value.casefold() in f"{options['reason']} {options['by']}".casefold():
            raise CommandError("--reason and --by are stored: leave out the value itself.")
        try:
            found = redaction.find(value)
        except ValueError as error:
            raise CommandError(str(error)) from error
        for place, count in sorted(found.items()):
            self.stdout.write(f"{count:6} {place}")
        rows = sum(found.values())
        if options["dry_run"]:
            self.stdout.write(f"Found in {rows} rows. This was a dry run: nothing was written.")
            return
        if not rows:
            raise CommandError("The value was not found. Nothing was written.")
        if rows > MANY and not options["yes"]:
            raise CommandError(
                f"Found in {rows} rows: is this the whole value? Use --yes to redact all of them."
            )
        try:
            redaction.redact(value, options["reason"], options["by"])
        except LeaseTaken as error:
            raise CommandError(
                f"A run of the checks is in progress: {error} "
                "Nothing was written; try again when it has ended."
            ) from error
        self.stdout.write(f"Redacted in {rows} rows.")
        if left := sum(redaction.find(value).values()):
            raise CommandError(
                f"Found in {left} rows again: somebody has written it meanwhile. Redact it again."
            )
        if not wal.empty(timedelta(seconds=10)):
            self.stderr.write(
                "The value is still in the database's log (-wal), as the database is being read. "
                "It disappears from there when the site is restarted."
            )
