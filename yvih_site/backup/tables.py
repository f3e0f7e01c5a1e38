"""The tables of the database: lists them, and reads and writes their rows exactly, on SQLite and
PostgreSQL alike."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection, models

from members.chunks import chunks
from members.models import Member

#: Rows read and written at a time. Not more, as one row may contain a whole list.
TOGETHER = 200
#: Tables whose rows are true at one moment only. A restored log-in would be valid again after it
#: was ended, and anybody who finds a backup would be logged in. Rows of copies are read again.
PASSING = (
    *("sessions.Session", "issues.Lease", "issues.LinkRequest", "issues.Throttle"),
    *("members.SnapshotRows", "issues.KeptFindings"),
)
PASSING_APPS = ("axes",)


def everything() -> list[type[models.Model]]:
    """Return every table of the project, many-to-many tables included, in a fixed order.

    Members come last: a trigger raises a member's version whenever one of their details is written.
    """
    tables = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]
    return sorted(tables, key=lambda model: (model is Member, model._meta.label))


def backed_up() -> list[type[models.Model]]:
    """Return the tables that a backup contains: all but log-ins, leases and counts of attempts."""
    return [
        model
        for model in everything()
        if model._meta.label not in PASSING and model._meta.app_label not in PASSING_APPS
    ]


def encoded(value: Any) -> Any:
    """Return a value that JSON lacks as text: bytes in base64, dates and times in ISO 8601."""
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(bytes(value)).decode()
    return value.isoformat()


def sequence(model: type[models.Model]) -> int:
    """Return the last key that was given out, or 0 if there was none.

    It is stored because a key must not be given out twice, even if its row was deleted.
    """
    if not isinstance(model._meta.pk, models.AutoField):
        return 0
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table]
            )
        else:
            cursor.execute(
                "SELECT pg_sequence_last_value(pg_get_serial_sequence(%s, %s))",
                [model._meta.db_table, model._meta.pk.column],
            )
        row = cursor.fetchone()
    return (row and row[0]) or 0


def set_sequence(model: type[models.Model], last: int) -> None:
    """Make the next key follow this one; 0 changes nothing."""
    if not last or not isinstance(model._meta.pk, models.AutoField):
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
            cursor.execute(
                "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)",
                [model._meta.db_table, last],
            )
        else:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, %s), %s)",
                [model._meta.db_table, model._meta.pk.column, last],
            )


def empty() -> None:
    """Delete every row of every table, in the caller's transaction."""
    tables = [connection.ops.quote_name(model._meta.db_table) for model in everything()]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for table in tables:
                cursor.execute(f"DELETE FROM {table}")
        else:
            cursor.execute(f"TRUNCATE {', '.join(tables)}")


def insert(model: type[models.Model], columns: list[str], rows: Iterator[list[Any]]) -> int:
    """Insert rows exactly as given, in the caller's transaction, and return how many there were.

    No signal is sent and no column is computed. Raises DataError if the database cannot store a
    value.
    """
    fields = [
        next(field for field in model._meta.concrete_fields if field.attname == column)
        for column in columns
    ]
    quoted = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    statement = (
        f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({quoted}) VALUES ({marks})"
    )
    count = 0
    with connection.cursor() as cursor:
        for chunk in chunks(rows, TOGETHER):
            values = [
                [_decoded(field, value) for field, value in zip(fields, row, strict=True)]
                for row in chunk
            ]
            cursor.executemany(statement, values)
            count += len(chunk)
    return count


def _decoded(field: models.Field[Any, Any], value: Any) -> Any:
    """Return the value as the database driver takes it."""
    if isinstance(field, models.BinaryField) and value is not None:
        value = base64.b64decode(value)
    elif isinstance(field, (models.DateField, models.DateTimeField)):
        value = field.to_python(value)
    return field.get_db_prep_save(value, connection)
