"""Everything that the database holds but log-ins and their like, in one file, and back again.

The file is gzip; in it one JSON value a line: a head, then for each table its name, columns and
last key, its rows, and their number; at the end a checksum of all before. It says nothing of the
kind of database: what SQLite held can be restored into PostgreSQL, and back. Longer than most, as
writing and reading are the two sides of that one format.
"""

from __future__ import annotations

import fcntl
import gzip
import json
import os
import tempfile
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import DataError, connection, models, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from issues.models import Mail
from issues.privacy import erasure, erasure_log
from yvih_site.backup import tables
from yvih_site.database import sqlite_file

FORMAT = 1
#: How the name of a backup begins that is not written to its end yet.
BEGUN = ".yvih-backup-"
#: What is in use when there is a row; chambers, groups and their like are there after `migrate`.
IN_USE = (
    "members.Member",
    "members.Source",
    "issues.Issue",
    "issues.QuarantinedReport",
    "issues.Mail",
    "auth.User",
)

Progress = Callable[[str], None]


class ArchiveError(Exception):
    """The backup could not be made, or cannot be restored; the text says why. Nothing was changed."""


def write(path: Path, progress: Progress = lambda table: None) -> int:
    """Write everything, as it is at one moment, while others go on writing. Returns how many rows.

    A file that is there already is replaced at the end, in one step. Raises OSError when there is
    no room, and leaves nothing.
    """
    _clear(path.parent)
    # A name of its own: two at once do not write into each other's file. Its owner alone may read
    # it.
    descriptor, name = tempfile.mkstemp(prefix=BEGUN, suffix=".part", dir=path.parent)
    part = Path(name)
    lock = os.dup(descriptor)  # held until the file has its name
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with open(descriptor, "wb") as raw, gzip.open(raw, "wt", encoding="utf-8") as file:
            count = _write(_Summed(file), progress)
        with part.open("rb") as done:
            os.fsync(done.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
        os.close(lock)
    return count


def _clear(folder: Path) -> None:
    """Delete what backups that were killed left there: it holds what would be erased or redacted
    later.

    What another backup is writing stays, and so does what another user left. An empty file may be
    about to be written.
    """
    for part in folder.glob(f"{BEGUN}*.part"):
        if part.is_symlink() or not part.is_file():
            continue  # none of ours
        with suppress(BlockingIOError, FileNotFoundError, PermissionError), part.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if part.stat().st_size:
                part.unlink()


UNLISTED = (
    f"The backup names reporters, and there is no list of who had themselves erased since ({settings.ERASURES_FILE}): they would be here "
    "again. Bring the file from where the site ran, or name it with --erasures; --no-erasures goes on without."
)


@dataclass(frozen=True)
class Restored:
    """How many rows came back, and when they were stored; how many messages are held or put aside,
    and reporters erased anew."""

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
    """Put what the file holds in the place of everything there is, in one transaction.

    Nobody is logged in afterwards. Queued mail is held, as most of it was delivered since, and
    links to accounts are put aside, unless `send`. `erased` is the list of
    `issues/privacy/erasure_log.py`; without one (None) only a backup that names no reporter is put
    back. A database without tables is migrated first. Raises ArchiveError when the file is damaged,
    was made by another version, or when the database holds members or issues and `overwrite` is not
    said.
    """
    head = _verified(path)
    is_new = sqlite_file.is_missing() or not connection.introspection.table_names()
    _compare(head["migrations"], _known() if is_new else _migrations())
    if is_new:
        call_command("migrate", verbosity=0)
    full = [label for label in IN_USE if apps.get_model(label)._base_manager.exists()]
    if full and not overwrite:
        raise ArchiveError(
            f"The database is not empty: it has {', '.join(full)}. With --overwrite all of it is replaced."
        )
    count, kept = 0, tables.kept()
    with transaction.atomic():
        tables.empty()
        for model, columns, sequence, rows in _tables(path):
            if model not in kept:  # an older backup has them
                deque(rows, maxlen=0)
                continue
            progress(model._meta.label)
            try:
                count += tables.insert(model, columns, rows)
            except DataError as error:
                raise ArchiveError(
                    f"{model._meta.label} holds what this kind of database does not take: {error}"
                ) from error
            tables.set_sequence(model, sequence)
        if erased is None and erasure_log.anybody():
            raise ArchiveError(UNLISTED)
        again = erasure.erase_listed(erased or set())
        aside, held = (0, 0) if send else _put_away()
    return Restored(count, datetime.fromisoformat(head["made_at"]), held, aside, again)


def _put_away() -> tuple[int, int]:
    """Let no queued mail go out: put aside what opens accounts, hold the rest. Returns how many of
    each."""
    queued = Mail.objects.filter(state=Mail.State.QUEUED)
    aside = queued.filter(audience=Mail.Audience.ACCOUNT).update(state=Mail.State.SET_ASIDE)
    return aside, queued.update(state=Mail.State.HELD)


class _Summed:
    """Writes lines, and sums them up."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self.sum = sha256()

    def line(self, value: Any) -> None:
        text = json.dumps(value, default=tables.encoded) + "\n"
        self.sum.update(text.encode())
        self._file.write(text)


def _write(out: _Summed, progress: Progress) -> int:
    count = 0
    with _one_moment():
        out.line({"format": FORMAT, "made_at": timezone.now(), "migrations": _migrations()})
        for model in tables.kept():
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
    """Within, the database is read as it was at the first look, and nobody is kept from writing."""
    if connection.vendor == "sqlite":
        # Not by `atomic()`, which would take the right to write.
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


def _known() -> list[str]:
    """What `migrate` would apply to a fresh database."""
    return sorted(f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations)


def _lines(path: Path) -> Iterator[tuple[str, Any]]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                yield line, json.loads(line)
    except (EOFError, gzip.BadGzipFile, zlib.error, ValueError) as error:
        raise ArchiveError(f"{path} is no whole backup: {str(error).rstrip('.')}.") from error


def _verified(path: Path) -> dict[str, Any]:
    """The head of a file that is whole."""
    total, head, last = sha256(), None, None
    for line, value in _lines(path):
        head = head or value
        last = value
        if not (isinstance(value, dict) and "sha256" in value):
            total.update(line.encode())
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise ArchiveError(f"{path} is no backup that `manage.py backup` of this version made.")
    if not isinstance(last, dict) or last.get("sha256") != total.hexdigest():
        raise ArchiveError(f"{path} is no whole backup: its end is missing, or it was changed.")
    return head


def _compare(wanted: list[str], here: list[str]) -> None:
    if wanted != here:
        differ = sorted(set(wanted) ^ set(here))
        raise ArchiveError(
            f"The backup was made by another version: {', '.join(differ[:5])}. Check out that version, restore, and then upgrade."
        )


def _tables(path: Path) -> Iterator[tuple[type[models.Model], list[str], int, Iterator[list[Any]]]]:
    """Each table in the file, with its rows, which are to be read before the next table is asked
    for."""
    lines = (value for _, value in _lines(path))
    for value in lines:
        if isinstance(value, dict) and "table" in value:
            yield apps.get_model(value["table"]), value["columns"], value["sequence"], _rows(lines)


def _rows(lines: Iterator[Any]) -> Iterator[list[Any]]:
    for value in lines:
        if isinstance(value, dict):
            return
        yield value
