"""Make chambers, or change them, from a CSV file."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import DatabaseError

from members.jobs.terminal import BaseCommand
from members.sources.records import SourceError
from members.transfer import chambers, files


class Command(BaseCommand):
    help = f"Make chambers, or change those of the same slug. Columns: {', '.join(chambers.COLUMNS)}; blank = not known, or as it was."

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
                f"the database did not take it, and nothing was written: {error}"
            ) from error
        for problem in counts.problems:
            self.stderr.write(f"{file}:{problem.line}: {problem.reason}")
        self.stdout.write(
            f"Chambers: {counts.made} made, {counts.changed} changed, {counts.unchanged} as they were."
        )
