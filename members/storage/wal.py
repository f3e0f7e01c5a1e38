"""SQLite's log of what was written (-wal): it keeps whole pages as they were, erased values
included, until it is emptied."""

from __future__ import annotations

import time
from datetime import timedelta

from django.db import connection


def empty(patience: timedelta) -> bool:
    """Write the log into the database's file, and cut it to nothing. False if somebody read from it
    all that time.

    With any other database, and inside a transaction, there is nothing to do.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return True
    until = time.monotonic() + patience.total_seconds()
    while True:
        with connection.cursor() as cursor:
            is_busy = bool(cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])
        if not is_busy or time.monotonic() > until:
            return not is_busy
        time.sleep(0.2)
