"""`manage.py redact VALUE --reason TEXT`: take a value published by mistake out of everything."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import CommandError

from issues.lease import LeaseTaken
from issues.privacy import redaction
from members.jobs.terminal import BaseCommand
from members.storage import wal

#: More rows than one mistake explains.
MANY = 200


class Command(BaseCommand):
    help = (
        "Replace a value that was published by mistake by a stub: in members and their history, issues and their events, mail, copies of "
        "official lists. It cannot be taken back. docs/privacy.md says what it cannot reach."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "value",
            help="a phone number, an address, a name ...; other spellings of it are found as well",
        )
        parser.add_argument(
            "--reason", required=True, help="why; kept, so without the value itself"
        )
        parser.add_argument("--by", default="", help="who asked for it; kept")
        parser.add_argument(
            "--dry-run", action="store_true", help="say where it stands, and write nothing"
        )
        parser.add_argument(
            "--yes", action="store_true", help=f"also when it stands in more than {MANY} rows"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        value: str = options["value"]
        if value.casefold() in f"{options['reason']} {options['by']}".casefold():
            raise CommandError("--reason and --by are kept: write them without the value itself.")
        try:
            found = redaction.find(value)
        except ValueError as error:
            raise CommandError(str(error)) from error
        for place, count in sorted(found.items()):
            self.stdout.write(f"{count:6} {place}")
        rows = sum(found.values())
        if options["dry_run"]:
            self.stdout.write(f"It stands in {rows} rows. A dry run, nothing was written.")
            return
        if not rows:
            raise CommandError("It stands nowhere. Nothing was written.")
        if rows > MANY and not options["yes"]:
            raise CommandError(
                f"It stands in {rows} rows: is it the whole value? With --yes they are all redacted."
            )
        try:
            redaction.redact(value, options["reason"], options["by"])
        except LeaseTaken as error:
            raise CommandError(
                f"A run of the checks is in progress: {error} Nothing was written; try again when it has ended."
            ) from error
        self.stdout.write(f"Redacted in {rows} rows.")
        if left := sum(redaction.find(value).values()):
            raise CommandError(
                f"It stands in {left} rows again: somebody wrote it meanwhile. Redact it once more."
            )
        if not wal.empty(timedelta(seconds=10)):
            self.stderr.write(
                "It is still in the database's log (-wal), as somebody reads: it goes from there when the site is restarted."
            )
