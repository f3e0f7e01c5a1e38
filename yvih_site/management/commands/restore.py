"""`manage.py restore FILE`: put back what `backup` wrote."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from yvih_site import archive


class Command(BaseCommand):
    help = "Put what a backup holds in the place of everything in the database, all or nothing. A fresh database is migrated first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--overwrite", action="store_true", help="also when the database holds members, issues or users: they go")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        try:
            with tqdm(disable=None, leave=False, file=sys.stderr) as bar:
                rows = archive.read(file, overwrite=options["overwrite"], progress=bar.set_description)
        except archive.ArchiveError as error:
            raise CommandError(f"{error} Nothing was changed.") from error
        except OSError as error:
            raise CommandError(f"{error.filename or file} cannot be read: {error.strerror}. Nothing was changed.") from error
        if options["verbosity"] > 0:
            self.stdout.write(f"{rows} rows restored from {file}. Next: manage.py doctor")
