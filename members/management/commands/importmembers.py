"""Load members from files of one format into chambers that have none yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import DatabaseError

from members.jobs.terminal import BaseCommand
from members.management.mapping import mapping
from members.sources import MAPPED, formats
from members.sources.records import SourceError
from members.transfer import files, importer
from members.transfer.entries import FileProblem, ImportRefused


class Command(BaseCommand):
    help = (
        "Load members into chambers that have none yet. "
        "What cannot be placed is listed as file:line: reason."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "format",
            help=(
                f"the files' format: {' or '.join(formats())} "
                "(docs/csv.md, docs/popolo.md, docs/sources.md)"
            ),
        )
        parser.add_argument("files", nargs="+", metavar="file")
        parser.add_argument(
            "--chamber", default="", metavar="SLUG", help="the chamber of rows that name none"
        )
        parser.add_argument(
            "--part",
            default="",
            metavar="WORD",
            help=(
                "only the members of this chamber, if the files list several; "
                "the word is the files' own"
            ),
        )
        parser.add_argument(
            "--mapping",
            metavar="FILE",
            help=f"JSON file: the mapping of columns, for the format {MAPPED} (docs/sources.md)",
        )
        parser.add_argument("--dry-run", action="store_true", help="do everything but write")

    def handle(self, *args: Any, **options: Any) -> None:
        if (options["format"] == MAPPED) != bool(options["mapping"]):
            raise CommandError(
                f"the format {MAPPED} and --mapping FILE belong together (docs/sources.md)"
            )
        parse = formats(mapping(options["mapping"]) if options["mapping"] else None).get(
            options["format"]
        )
        if parse is None:
            raise CommandError(
                f"there is no format {options['format']!r}; the formats are {', '.join(formats())}"
            )
        try:
            loaded = importer.load(
                parse,
                _contents(options["files"]),
                options["chamber"],
                options["dry_run"],
                options["part"],
            )
        except ImportRefused as refused:
            self._list(refused.problems)
            raise CommandError(str(refused)) from refused
        except DatabaseError as error:
            raise CommandError(
                f"the database refused it, and nothing was written: {error}"
            ) from error
        self._list(loaded.problems)
        would = "would be " if options["dry_run"] else ""
        self.stdout.write(
            f"Members: {loaded.members} {would}loaded into "
            f"{loaded.chambers} chamber{'' if loaded.chambers == 1 else 's'}; "
            f"{would}made: electorates {loaded.electorates}, parties {loaded.parties}; "
            f"listed: {len(loaded.problems)}."
        )
        self.stdout.write(
            "Nothing was written."
            if options["dry_run"]
            else "Nothing has been checked yet. Next: manage.py runchecks"
        )

    def _list(self, problems: tuple[FileProblem, ...]) -> None:
        for problem in problems:
            self.stderr.write(str(problem))


def _contents(paths: list[str]) -> Iterator[tuple[str, bytes]]:
    """Yield each file's name and content. A file is read only when its turn comes."""
    for path in paths:
        try:
            yield path, files.read(path)
        except SourceError as error:
            raise ImportRefused(f"{path}: {error}") from error
