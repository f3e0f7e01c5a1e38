"""`manage.py backup FILE`: everything that the database holds, in one file."""

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
    help = "Write everything that the database holds into one file, as it is at one moment, while the site goes on. Read back by `restore`."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", type=Path, help="replaced when it is there, in one step, at the end"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        try:
            with tqdm(disable=None, leave=False, file=sys.stderr) as bar:
                rows = archive.write(file, progress=bar.set_description)
        except OSError as error:
            raise CommandError(
                f"{error.filename or file} cannot be written: {error.strerror}. What was there is there still."
            ) from error
        erasure_log.ensure()
        size = file.stat().st_size
        Backup.objects.create(rows=rows, size=size)
        if options["verbosity"] > 0:
            self.stdout.write(
                f"{rows} rows in {file}, {size} bytes. It holds addresses and passwords' hashes: keep it safe."
            )
