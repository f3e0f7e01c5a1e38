"""All tables of the database: which there are, and how their rows go out of it and into it, exactly
and whatever its kind."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection, models

from members.chunks import chunks
from members.models import Member

#: So many rows are read and written at a time: one may hold a whole list.
TOGETHER = 200
#: What is true of one moment alone. A log-in that was ended since would be good again, and whoever
#: finds a backup would be logged in.
PASSING = ("sessions.Session", "issues.Lease", "issues.LinkRequest", "issues.Throttle")
PASSING_APPS = ("axes",)


def everything() -> list[type[models.Model]]:
    """Every table of ours, those between two others included, in an order that never changes.

    Members come last: triggers move a member's version when a detail of theirs is written.
    """
    tables = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]
    return sorted(tables, key=lambda model: (model is Member, model._meta.label))


def kept() -> list[type[models.Model]]:
    """The tables that go into a backup, and out of it: all but those of log-ins, and of who is at
    work or asked too often just now."""
    return [
        model
        for model in everything()
        if model._meta.label not in PASSING and model._meta.app_label not in PASSING_APPS
    ]


def encoded(value: Any) -> Any:
    """What JSON has no word for, as text: bytes in base64, dates and times as ISO 8601 has them."""
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(bytes(value)).decode()
    return value.isoformat()


def sequence(model: type[models.Model]) -> int:
    """The last key that was given out, 0 for none: a key is never given twice, even when its row is
    gone."""
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
    """Go on giving out keys after this one; 0 changes nothing."""
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
    """Write rows as they are, with no signal sent and no column set anew, in the caller's
    transaction. Returns how many.

    Raises DataError for what this kind of database does not take.
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
    """What the database takes for it."""
    if isinstance(field, models.BinaryField) and value is not None:
        value = base64.b64decode(value)
    elif isinstance(field, (models.DateField, models.DateTimeField)):
        value = field.to_python(value)
    return field.get_db_prep_save(value, connection)
