"""The backup: writes the database into a file, and restores the database from it.

A backup of SQLite can be restored into PostgreSQL, and the other way round. Log-ins and other
passing rows are left out (`tables.backed_up`). `backup_file.py` describes the format.
"""

from __future__ import annotations

import fcntl
import gzip
import os
import tempfile
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import DataError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from issues.models import Mail
from issues.privacy import erasure, erasure_log
from yvih_site.backup import tables
from yvih_site.backup.backup_file import (
    FORMAT,
    ArchiveError,
    ChecksummedLines,
    read_tables,
    verified,
)
from yvih_site.database import sqlite_file

#: The first part of the name of a backup that is still being written.
UNFINISHED = ".yvih-backup-"
#: A database with a row in one of these is in use. Chambers and groups do not count: `migrate`
#: creates some.
IN_USE = (
    "members.Member",
    "members.Source",
    "issues.Issue",
    "issues.QuarantinedReport",
    "issues.Mail",
    "auth.User",
)

Progress = Callable[[str], None]


def write(path: Path, progress: Progress = lambda table: None) -> int:
    """Write the database as it is at one moment into a file, and return the number of rows.

    Others can write to the database meanwhile. An existing file is replaced in one step at the
    end. `progress` is called with the label of each table before its rows are written.

    Raises OSError if the file cannot be written; an existing file is then left as it was.
    """
    _clear(path.parent)
    # A unique name, so that two backups at once do not write into one file. mkstemp lets only the
    # owner read it.
    descriptor, name = tempfile.mkstemp(prefix=UNFINISHED, suffix=".part", dir=path.parent)
    part = Path(name)
    lock = os.dup(descriptor)  # held until the file has its final name
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with open(descriptor, "wb") as raw, gzip.open(raw, "wt", encoding="utf-8") as file:
            count = _write(ChecksummedLines(file), progress)
        with part.open("rb") as done:
            os.fsync(done.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
        os.close(lock)
    return count


def _clear(folder: Path) -> None:
    """Delete the unfinished files of killed backups.

    They contain values that may be erased or redacted later. A file that another backup is still
    writing stays, and so does a file of another user. An empty file stays too, as its backup may be
    about to write.
    """
    for part in folder.glob(f"{UNFINISHED}*.part"):
        if part.is_symlink() or not part.is_file():
            continue  # not one of ours
        with suppress(BlockingIOError, FileNotFoundError, PermissionError), part.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if part.stat().st_size:
                part.unlink()


UNLISTED = (
    "The backup names reporters, and there is no list of who had themselves erased since "
    f"({settings.ERASURES_FILE}). Without it, their names would come back. Copy the file from the "
    "machine on which the site ran, or name it with --erasures. To restore without it, use "
    "--no-erasures."
)


@dataclass(frozen=True)
class Restored:
    """The result of a restore: the number of rows, and the time of the backup (UTC).

    `held` and `aside` count queued messages that are now held or put aside. `erased` counts
    reporters who were erased again.
    """

    rows: int
    made_at: datetime
    held: int
    aside: int
    erased: int


def read(
    path: Path,
    overwrite: bool = False,
    erased: set[str] | None = None,
    send: bool = False,
    progress: Progress = lambda table: None,
) -> Restored:
    """Replace the whole database with the content of the file, in one transaction.

    1. The file's checksum and migrations are compared. A database without tables is migrated first.
    2. All tables are emptied and filled, and the counters of their keys are set. Nobody is logged
       in afterwards.
    3. Reporters in `erased` are erased again. These are the hashes of
       `issues/privacy/erasure_log.py`. If it is None, the backup must not name any reporter.
    4. Queued mail is held, as most of it was delivered since, and links to accounts are put aside.
       With `send` they stay queued.

    Raises ArchiveError if the file is damaged, if another version made it, or if the database is in
    use and `overwrite` is false.
    """
    head = verified(path)
    is_new = sqlite_file.is_missing() or not connection.introspection.table_names()
    _compare(head["migrations"], _on_disk() if is_new else _migrations())
    if is_new:
        call_command("migrate", verbosity=0)
    full = [label for label in IN_USE if apps.get_model(label)._base_manager.exists()]
    if full and not overwrite:
        raise ArchiveError(
            f"The database is not empty: it has {', '.join(full)}. "
            "With --overwrite all of it is replaced."
        )
    count, kept = 0, tables.backed_up()
    with transaction.atomic():
        tables.empty()
        for model, columns, sequence, rows in read_tables(path):
            if model not in kept:  # older backups contain it
                deque(rows, maxlen=0)
                continue
            progress(model._meta.label)
            try:
                count += tables.insert(model, columns, rows)
            except DataError as error:
                raise ArchiveError(
                    f"{model._meta.label}: this kind of database cannot store a value: {error}"
                ) from error
            tables.set_sequence(model, sequence)
        if erased is None and erasure_log.any_reporter_is_named():
            raise ArchiveError(UNLISTED)
        again = erasure.erase_listed(erased or set())
        aside, held = (0, 0) if send else _put_away()
    return Restored(count, datetime.fromisoformat(head["made_at"]), held, aside, again)


def _put_away() -> tuple[int, int]:
    """Stop all queued mail, and return how many messages were put aside and how many held.

    Links to accounts are put aside; everything else is held for staff.
    """
    queued = Mail.objects.filter(state=Mail.State.QUEUED)
    aside = queued.filter(audience=Mail.Audience.ACCOUNT).update(state=Mail.State.SET_ASIDE)
    return aside, queued.update(state=Mail.State.HELD)


def _write(out: ChecksummedLines, progress: Progress) -> int:
    count = 0
    with _one_moment():
        out.line({"format": FORMAT, "made_at": timezone.now(), "migrations": _migrations()})
        for model in tables.backed_up():
            progress(model._meta.label)
            fields = model._meta.concrete_fields
            out.line(
                {
                    "table": model._meta.label,
                    "columns": [field.attname for field in fields],
                    "sequence": tables.sequence(model),
                }
            )
            number = 0
            rows = model._base_manager.order_by("pk").values_list(
                *(field.attname for field in fields)
            )
            for row in rows.iterator(chunk_size=tables.TOGETHER):
                out.line(list(row))
                number += 1
            out.line({"rows": number})
            count += number
    out.line({"sha256": out.sum.hexdigest()})
    return count


@contextmanager
def _one_moment() -> Iterator[None]:
    """Read the database inside the block as it was at the first query; others can still write."""
    if connection.vendor == "sqlite":
        # Not `atomic()`: it would take SQLite's write lock.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _migrations() -> list[str]:
    return sorted(
        f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()
    )


def _on_disk() -> list[str]:
    """Return the migrations that `migrate` would apply to a new database."""
    return sorted(f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations)


def _compare(wanted: list[str], here: list[str]) -> None:
    """Raise ArchiveError unless the backup and the database have the same migrations."""
    if wanted != here:
        differ = sorted(set(wanted) ^ set(here))
        raise ArchiveError(
            f"The backup was made by another version: {', '.join(differ[:5])}. "
            "Check out that version, restore, and then upgrade."
        )
