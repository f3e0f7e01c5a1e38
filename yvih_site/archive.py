"""Everything that the database holds, in one file, and back again.

The file is gzip; in it one JSON value a line: a head, then for each table its name, columns and last key, its rows, and their number; at
the end a checksum of all before. It says nothing of the kind of database: what SQLite held can be restored into PostgreSQL, and back.
"""

from __future__ import annotations

import base64
import gzip
import json
import os
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.core.management import call_command
from django.db import DataError, connection, models, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from members.models import Member

FORMAT = 1
CHUNK = 200
#: What is in use when there is a row; chambers, groups and their like are there after `migrate`.
IN_USE = ("members.Member", "members.Source", "issues.Issue", "issues.QuarantinedReport", "post_office.Email", "auth.User")

Progress = Callable[[str], None]


class ArchiveError(Exception):
    """The backup could not be made, or cannot be restored; the text says why. Nothing was changed."""


def write(path: Path, progress: Progress = lambda table: None) -> int:
    """Write everything, as it is at one moment, while others go on writing. Returns how many rows.

    A file that is there already is replaced at the end, in one step. Raises OSError when there is no room, and leaves nothing.
    """
    # A name of its own: two at once do not write into each other's file. Its owner alone may read it.
    descriptor, name = tempfile.mkstemp(prefix=f"{path.name}.", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        with open(descriptor, "wb") as raw, gzip.open(raw, "wt", encoding="utf-8") as file:
            count = _write(_Summed(file), progress)
        with part.open("rb") as done:
            os.fsync(done.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return count


def read(path: Path, overwrite: bool = False, progress: Progress = lambda table: None) -> int:
    """Put what the file holds in the place of everything there is, in one transaction. Returns how many rows.

    A database without tables is migrated first. Raises ArchiveError when the file is damaged, was made by another version, or when
    the database holds members or issues and `overwrite` is not said.
    """
    head = _verified(path)
    is_new = not connection.introspection.table_names()
    _compare(head["migrations"], _known() if is_new else _migrations())
    if is_new:
        call_command("migrate", verbosity=0)
    full = [label for label in IN_USE if apps.get_model(label)._base_manager.exists()]
    if full and not overwrite:
        raise ArchiveError(f"The database is not empty: it has {', '.join(full)}. With --overwrite all of it is replaced.")
    count = 0
    with transaction.atomic():
        _empty()
        # Members last: triggers move their version when a detail of theirs is written.
        for last in (False, True):
            for model, columns, sequence, rows in _tables(path):
                if (model is Member) is last:
                    progress(model._meta.label)
                    count += _insert(model, columns, rows)
                    _set_sequence(model, sequence)
    return count


class _Summed:
    """Writes lines, and sums them up."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self.sum = sha256()

    def line(self, value: Any) -> None:
        text = json.dumps(value, default=_encoded) + "\n"
        self.sum.update(text.encode())
        self._file.write(text)


def _write(out: _Summed, progress: Progress) -> int:
    count = 0
    with _one_moment():
        out.line({"format": FORMAT, "made_at": timezone.now(), "migrations": _migrations()})
        for model in _models():
            progress(model._meta.label)
            fields = model._meta.concrete_fields
            out.line({"table": model._meta.label, "columns": [field.attname for field in fields], "sequence": _sequence(model)})
            number = 0
            rows = model._base_manager.order_by("pk").values_list(*(field.attname for field in fields))
            for row in rows.iterator(chunk_size=CHUNK):
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


def _models() -> list[type[models.Model]]:
    """Every table of ours, those between two others included, in an order that never changes."""
    tables = apps.get_models(include_auto_created=True)
    return sorted((model for model in tables if model._meta.managed and not model._meta.proxy), key=lambda model: model._meta.label)


def _migrations() -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def _known() -> list[str]:
    """What `migrate` would apply to a fresh database."""
    return sorted(f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations)


def _encoded(value: Any) -> Any:
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(bytes(value)).decode()
    return value.isoformat()


def _sequence(model: type[models.Model]) -> int:
    """The last key that was given out, 0 for none: a key is never given twice, even when its row is gone."""
    if not isinstance(model._meta.pk, models.AutoField):
        return 0
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
        else:
            cursor.execute("SELECT pg_sequence_last_value(pg_get_serial_sequence(%s, %s))", [model._meta.db_table, model._meta.pk.column])
        row = cursor.fetchone()
    return (row and row[0]) or 0


def _set_sequence(model: type[models.Model], last: int) -> None:
    if not last or not isinstance(model._meta.pk, models.AutoField):
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [model._meta.db_table, last])
        else:
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [model._meta.db_table, model._meta.pk.column, last])


def _lines(path: Path) -> Iterator[tuple[str, Any]]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                yield line, json.loads(line)
    except (EOFError, gzip.BadGzipFile, zlib.error, ValueError) as error:
        raise ArchiveError(f"{path} is no whole backup: {error}") from error


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


def _empty() -> None:
    tables = [connection.ops.quote_name(model._meta.db_table) for model in _models()]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for table in tables:
                cursor.execute(f"DELETE FROM {table}")
        else:
            cursor.execute(f"TRUNCATE {', '.join(tables)}")


def _tables(path: Path) -> Iterator[tuple[type[models.Model], list[str], int, Iterator[list[Any]]]]:
    """Each table in the file, with its rows, which are to be read before the next table is asked for."""
    lines = (value for _, value in _lines(path))
    for value in lines:
        if isinstance(value, dict) and "table" in value:
            yield apps.get_model(value["table"]), value["columns"], value["sequence"], _rows(lines)


def _rows(lines: Iterator[Any]) -> Iterator[list[Any]]:
    for value in lines:
        if isinstance(value, dict):
            return
        yield value


def _insert(model: type[models.Model], columns: list[str], rows: Iterator[list[Any]]) -> int:
    fields = [next(field for field in model._meta.concrete_fields if field.attname == column) for column in columns]
    quoted = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({quoted}) VALUES ({marks})"
    count = 0
    with connection.cursor() as cursor:
        while chunk := list(islice(rows, CHUNK)):
            values = [[_decoded(field, value) for field, value in zip(fields, row, strict=True)] for row in chunk]
            try:
                cursor.executemany(statement, values)
            except DataError as error:
                raise ArchiveError(f"{model._meta.label} holds what this kind of database does not take: {error}") from error
            count += len(chunk)
    return count


def _decoded(field: models.Field[Any, Any], value: Any) -> Any:
    """What the database takes for it."""
    if isinstance(field, models.BinaryField) and value is not None:
        value = base64.b64decode(value)
    elif isinstance(field, (models.DateField, models.DateTimeField)):
        value = field.to_python(value)
    return field.get_db_prep_save(value, connection)
