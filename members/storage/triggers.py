"""Triggers that increase `Member.version` with every write to a member or one of its details.

They are in the database so that no bulk write, raw statement or stale `save()` bypasses them. They
are created again after every `migrate`: on SQLite, Django alters a table by replacing it, which
drops its triggers (measured, Django 5.2).
"""

from collections.abc import Iterator
from typing import Any

from django.db import connections

from members.models import DETAILS, Member

MEMBER = Member._meta.db_table


def install(using: str, **kwargs: Any) -> None:
    """Create the triggers in the database of alias `using`, replacing older ones.

    A receiver of `post_migrate`.
    """
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    details = [model._meta.db_table for model in DETAILS if model._meta.db_table in tables]
    if MEMBER not in tables:
        return
    statements = _postgresql(details) if connection.vendor == "postgresql" else _sqlite(details)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _sqlite(details: list[str]) -> Iterator[str]:
    yield f"DROP TRIGGER IF EXISTS {MEMBER}_version"
    yield (
        f"CREATE TRIGGER {MEMBER}_version AFTER UPDATE ON {MEMBER} BEGIN "
        f"UPDATE {MEMBER} SET version = OLD.version + 1 WHERE id = NEW.id; END"
    )
    for table in details:
        for event, rows in (("INSERT", "NEW"), ("UPDATE", "NEW OLD"), ("DELETE", "OLD")):
            members = ", ".join(f"{row}.member_id" for row in rows.split())
            yield f"DROP TRIGGER IF EXISTS {table}_{event}_version"
            yield (
                f"CREATE TRIGGER {table}_{event}_version AFTER {event} ON {table} BEGIN "
                f"UPDATE {MEMBER} SET version = version + 1 WHERE id IN ({members}); END"
            )


def _postgresql(details: list[str]) -> Iterator[str]:
    yield (
        "CREATE OR REPLACE FUNCTION members_version() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "NEW.version := OLD.version + 1; RETURN NEW; END $$"
    )
    yield (
        "CREATE OR REPLACE FUNCTION members_detail_version() RETURNS trigger LANGUAGE plpgsql "
        "AS $$ BEGIN "
        "IF TG_OP <> 'INSERT' THEN "
        f"UPDATE {MEMBER} SET version = version + 1 WHERE id = OLD.member_id; END IF; "
        "IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.member_id <> OLD.member_id) THEN "
        f"UPDATE {MEMBER} SET version = version + 1 WHERE id = NEW.member_id; END IF; "
        "RETURN NULL; END $$"
    )
    yield (
        f"CREATE OR REPLACE TRIGGER {MEMBER}_version BEFORE UPDATE ON {MEMBER} "
        "FOR EACH ROW EXECUTE FUNCTION members_version()"
    )
    for table in details:
        yield (
            f"CREATE OR REPLACE TRIGGER {table}_version AFTER INSERT OR UPDATE OR DELETE "
            f"ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION members_detail_version()"
        )
