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
    help = "Write members as CSV (docs/csv.md), former ones too. What an import would read otherwise is listed as slug: column: reason."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--chamber",
            nargs="+",
            action="extend",
            default=[],
            metavar="SLUG",
            help="only those of these chambers",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if isinstance(self.stdout._out, io.TextIOWrapper):
            self.stdout._out.reconfigure(
                encoding="utf-8", newline=""
            )  # the file is the same wherever it is made
        try:
            for piece in export(options["chamber"], self._list):
                self.stdout.data(piece)
            self.stdout.flush()
        except SourceError as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError(f"the database did not give the members: {error}") from error
        except BrokenPipeError as error:  # whoever reads has enough, as `head` has
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise CommandError("the export was cut short: nobody reads it any more") from error
        except OSError as error:
            raise CommandError(
                f"the export could not be written, what there is of it is not whole: {error.strerror or error}"
            ) from error

    def _list(self, said: str) -> None:
        self.stderr.write(said)
