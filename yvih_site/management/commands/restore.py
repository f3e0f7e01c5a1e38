"""`manage.py restore FILE`: replaces the database with what `backup` wrote."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from tqdm import tqdm

from issues.privacy import erasure_log
from members.jobs.terminal import BaseCommand
from yvih_site.backup import archive, backup_file


class Command(BaseCommand):
    help = (
        "Replace everything in the database with the content of a backup, all or nothing. "
        "A new database is migrated first."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="also if the database has members, issues or users: they are lost",
        )
        parser.add_argument(
            "--send-mail",
            action="store_true",
            help="send the mail that was queued then, as nothing was delivered since",
        )
        parser.add_argument(
            "--erasures",
            type=Path,
            nargs="+",
            metavar="FILE",
            help="lists of who was erased since, from all machines (default: ERASURES_FILE)",
        )
        parser.add_argument(
            "--no-erasures",
            action="store_true",
            help="restore without a list: nobody was erased since, or the list is lost",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        listed = set() if options["no_erasures"] else self._listed(options["erasures"])
        try:
            with tqdm(disable=None, leave=False, file=sys.stderr) as bar:
                done = archive.read(
                    file, options["overwrite"], listed, options["send_mail"], bar.set_description
                )
        except backup_file.ArchiveError as error:
            raise CommandError(f"{error} Nothing was changed.") from error
        except OSError as error:
            raise CommandError(
                f"{error.filename or file} cannot be read: {error.strerror}. Nothing was changed."
            ) from error
        if options["verbosity"] > 0:
            self.stdout.write("\n".join(_summary(done, file, bool(options["no_erasures"]))))

    def _listed(self, named: list[Path] | None) -> set[str] | None:
        """Return the hashes in the lists, or None if there is no list, named or on this machine."""
        if not named and not settings.ERASURES_FILE.exists():
            return None
        try:
            return erasure_log.hashes(named or [settings.ERASURES_FILE])
        except OSError as error:
            raise CommandError(
                f"{error.filename} cannot be read: {error.strerror}. Nothing was changed."
            ) from error


def _summary(done: archive.Restored, file: Path, unlisted: bool) -> Iterator[str]:
    made_at = f"{done.made_at:%Y-%m-%d at %H:%M} UTC"
    yield f"{done.rows} rows restored from {file}, as they were on {made_at}."
    if done.held:
        yield (
            f"Mail that was queued then is held: {done.held}. Look at it in the admin under Mail, "
            "and send it again or put it aside."
        )
    if done.aside:
        yield (
            f"Links to accounts that were queued then are put aside: {done.aside}. "
            "Anybody who needs one can ask for a new one."
        )
    yield (
        "Nobody is logged in. Passwords are those of that day: anybody who has changed theirs "
        "since must choose a new one."
    )
    yield (
        "Reporters who had themselves erased since are here again."
        if unlisted
        else f"Erased again: {done.erased}."
    )
    yield (
        "Repeat every redaction made since (`manage.py redact`): the values are not kept anywhere. "
        "Deactivate again the accounts of people who have left since."
    )
    yield "Next: manage.py doctor"
