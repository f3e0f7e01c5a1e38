"""`manage.py restore FILE`: put back what `backup` wrote."""

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
from yvih_site.backup import archive


class Command(BaseCommand):
    help = "Put what a backup holds in the place of everything in the database, all or nothing. A fresh database is migrated first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="also when the database holds members, issues or users: they go",
        )
        parser.add_argument(
            "--send-mail",
            action="store_true",
            help="send what was queued then: nothing was delivered since",
        )
        parser.add_argument(
            "--erasures",
            type=Path,
            nargs="+",
            metavar="FILE",
            help="lists of who was erased since, of all machines (else ERASURES_FILE)",
        )
        parser.add_argument(
            "--no-erasures",
            action="store_true",
            help="nobody was erased since, or the list is lost",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        listed = set() if options["no_erasures"] else self._listed(options["erasures"])
        try:
            with tqdm(disable=None, leave=False, file=sys.stderr) as bar:
                done = archive.read(
                    file, options["overwrite"], listed, options["send_mail"], bar.set_description
                )
        except archive.ArchiveError as error:
            raise CommandError(f"{error} Nothing was changed.") from error
        except OSError as error:
            raise CommandError(
                f"{error.filename or file} cannot be read: {error.strerror}. Nothing was changed."
            ) from error
        if options["verbosity"] > 0:
            self.stdout.write("\n".join(_told(done, file, bool(options["no_erasures"]))))

    def _listed(self, named: list[Path] | None) -> set[str] | None:
        """Return what the lists hold; None if none is named and this machine has none."""
        if not named and not settings.ERASURES_FILE.exists():
            return None
        try:
            return erasure_log.hashes(named or [settings.ERASURES_FILE])
        except OSError as error:
            raise CommandError(
                f"{error.filename} cannot be read: {error.strerror}. Nothing was changed."
            ) from error


def _told(done: archive.Restored, file: Path, unlisted: bool) -> Iterator[str]:
    yield f"{done.rows} rows restored from {file}, as they were on {done.made_at:%Y-%m-%d at %H:%M} UTC."
    if done.held:
        yield f"Mail that was queued then is held: {done.held}. Look at it in the admin under Mail, and send it again or put it aside."
    if done.aside:
        yield f"Links to accounts that were queued then are put aside: {done.aside}. Whoever needs one asks for a new one."
    yield "Nobody is logged in. Passwords are those of that day: whoever changed theirs since chooses a new one."
    yield (
        "Who had themselves erased since is here again."
        if unlisted
        else f"Erased again: {done.erased}."
    )
    yield "Repeat what was redacted since (`manage.py redact`): what it was is kept nowhere. Deactivate again who left since."
    yield "Next: manage.py doctor"
