"""Write members to standard output, as CSV that `importmembers csv` reads."""

from __future__ import annotations

import io
import os
import sys
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import DatabaseError

from members.jobs.terminal import BaseCommand
from members.sources.records import SourceError
from members.transfer.export import export


class Command(BaseCommand):
    help = (
        "Write members as CSV (docs/csv.md), former ones included. "
        "Values that an import would read differently are listed as slug: column: reason."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--chamber",
            nargs="+",
            action="extend",
            default=[],
            metavar="SLUG",
            help="only members of these chambers",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if isinstance(self.stdout._out, io.TextIOWrapper):
            # The file must be the same on every machine.
            self.stdout._out.reconfigure(encoding="utf-8", newline="")
        try:
            for piece in export(options["chamber"], self.stderr.write):
                self.stdout.data(piece)
            self.stdout.flush()
        except SourceError as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError(f"the database could not be read: {error}") from error
        except BrokenPipeError as error:  # the reader has stopped, as `head` does
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise CommandError(
                "the export was cut short: the program reading it has stopped"
            ) from error
        except OSError as error:
            raise CommandError(
                f"the export could not be written and is incomplete: {error.strerror or error}"
            ) from error
