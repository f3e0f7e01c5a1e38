"""`manage.py backup FILE`: writes the database into one file."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from tqdm import tqdm

from issues.models import Backup
from issues.privacy import erasure_log
from members.jobs.job import Job
from yvih_site.backup import archive


class Command(Job):
    help = (
        "Write everything in the database into one file, as it is at one moment. "
        "The site can go on meanwhile. `restore` reads the file back."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", type=Path, help="if it exists, it is replaced in one step at the end"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        try:
            with tqdm(disable=None, leave=False, file=sys.stderr) as bar:
                rows = archive.write(file, progress=bar.set_description)
        except OSError as error:
            raise CommandError(
                f"{error.filename or file} cannot be written: {error.strerror}. "
                "An older backup of that name is unchanged."
            ) from error
        erasure_log.create_if_missing()
        size = file.stat().st_size
        Backup.objects.create(rows=rows, size=size)
        if options["verbosity"] > 0:
            self.stdout.write(
                f"{rows} rows in {file}, {size} bytes. "
                "It contains addresses and hashes of passwords: keep it safe."
            )
