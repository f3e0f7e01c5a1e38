"""One-line explanations of database errors, for commands and `doctor`."""

from __future__ import annotations

import re

from django.conf import settings
from django.db import Error

from members.storage.database_errors import FAULTS_OF_OURS
from yvih_site.database import sqlite_file

#: The advice if the database's file is missing.
NO_FILE = (
    "There is no such file. If there was one, restore a backup; for a new site, "
    "run `manage.py migrate`."
)
NOT_MIGRATED = re.compile(r"no such (table|column)|has no column named")
UNDEFINED_TABLE, UNDEFINED_COLUMN = "42P01", "42703"


def explain(error: Error) -> str | None:
    """Return a line with the database's name, the reason and what to do; never the password.

    Returns None if the error is a fault in the program: then the traceback is more useful.
    """
    if isinstance(error, FAULTS_OF_OURS):
        return None
    # PostgreSQL's further lines only repeat a part of the statement, or give advice of its own.
    reason = next(iter(str(error).splitlines()), "").rstrip(".") or type(error).__name__
    hint = " Run `manage.py migrate`." if _is_not_migrated(error) else ""
    if sqlite_file.is_missing():
        hint = f" {NO_FILE}"
    return f"The database {_name()} cannot be used: {reason}.{hint}"


def _name() -> str:
    database = settings.DATABASES["default"]
    host = f" on {database['HOST']}" if database.get("HOST") else ""
    return f"{database['NAME']}{host}"


def _is_not_migrated(error: Error) -> bool:
    state = getattr(error.__cause__, "sqlstate", None)
    return state in (UNDEFINED_TABLE, UNDEFINED_COLUMN) or bool(NOT_MIGRATED.search(str(error)))
