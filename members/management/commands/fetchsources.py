"""Take new copies of the official lists."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from members import files, snapshots
from members.models import Snapshot, Source
from members.sources.records import SourceError


class Command(BaseCommand):
    help = "Take a new copy of each official list, and judge it. A list without an address is skipped, unless a file is given."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slugs", nargs="*", metavar="slug", help="these sources only")
        parser.add_argument("--file", metavar="PATH", help="a copy that is on this machine, of the one source named")

    def handle(self, *args: Any, **options: Any) -> None:
        source = Source.objects.select_related("chamber").get(slug=options["slugs"][0])
        try:
            data = files.read(options["file"])
        except SourceError as error:
            raise CommandError(f"{options['file']}: {error}") from error
        taken = snapshots.take(source, data, options["file"])
        self.stdout.write(f"{source}: {taken.snapshot.verdict}, {taken.snapshot.rows} members. {taken.snapshot.why}".strip())
        if taken.snapshot.verdict == Snapshot.Verdict.REJECTED:
            raise SystemExit(1)
