"""Create or update chambers from a CSV file."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import DatabaseError

from members.jobs.terminal import BaseCommand
from members.sources.records import SourceError
from members.transfer import chambers, files


class Command(BaseCommand):
    help = (
        f"Create chambers, or update those with the same slug. "
        f"Columns: {', '.join(chambers.COLUMNS)}. "
        "A blank cell means unknown; in an update, unchanged."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file")

    def handle(self, *args: Any, **options: Any) -> None:
        file = options["file"]
        try:
            counts = chambers.load(files.read(file))
        except SourceError as error:
            raise CommandError(
                f"{file}:{error.line}: {error}" if error.line else f"{file}: {error}"
            ) from error
        except DatabaseError as error:
            raise CommandError(
                f"the database refused it, and nothing was written: {error}"
            ) from error
        for problem in counts.problems:
            self.stderr.write(f"{file}:{problem.line}: {problem.reason}")
        self.stdout.write(
            f"Chambers: {counts.made} created, {counts.changed} changed, "
            f"{counts.unchanged} unchanged."
        )
