"""Load members into chambers that have none yet, from files of one format."""

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


class Command(BaseCommand):
    help = "Load members into chambers that have none yet. What cannot be placed is listed as file:line: reason."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "format",
            help=f"how the files are made: {' or '.join(formats())} (docs/csv.md, docs/popolo.md, docs/sources.md)",
        )
        parser.add_argument("files", nargs="+", metavar="file")
        parser.add_argument(
            "--chamber", default="", metavar="SLUG", help="the chamber of rows that name none"
        )
        parser.add_argument(
            "--part",
            default="",
            metavar="WORD",
            help="of a list of several chambers, only the members of this one, in its own word",
        )
        parser.add_argument(
            "--mapping",
            metavar="FILE",
            help=f"JSON: which column is what, for the format {MAPPED} (docs/sources.md)",
        )
        parser.add_argument("--dry-run", action="store_true", help="do all but write")

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
                f"there is no format {options['format']!r}; there are {', '.join(formats())}"
            )
        try:
            loaded = importer.load(
                parse,
                _contents(options["files"]),
                options["chamber"],
                options["dry_run"],
                options["part"],
            )
        except importer.ImportRefused as refused:
            self._list(refused.listed)
            raise CommandError(str(refused)) from refused
        except DatabaseError as error:
            raise CommandError(
                f"the database did not take it, and nothing was written: {error}"
            ) from error
        self._list(loaded.listed)
        would = "would be " if options["dry_run"] else ""
        self.stdout.write(
            f"Members: {loaded.members} {would}loaded into {loaded.chambers} chamber{'' if loaded.chambers == 1 else 's'}; "
            f"{would}made: electorates {loaded.electorates}, parties {loaded.parties}; listed: {len(loaded.listed)}."
        )
        self.stdout.write(
            "Nothing was written."
            if options["dry_run"]
            else "Nothing was checked yet. Next: manage.py runchecks"
        )

    def _list(self, listed: tuple[importer.Listed, ...]) -> None:
        for entry in listed:
            self.stderr.write(str(entry))


def _contents(paths: list[str]) -> Iterator[tuple[str, bytes]]:
    """Each file's name and content, read when its turn has come."""
    for path in paths:
        try:
            yield path, files.read(path)
        except SourceError as error:
            raise importer.ImportRefused(f"{path}: {error}") from error
