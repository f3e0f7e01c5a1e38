"""SQLite's write-ahead log (-wal). Until emptied, it contains old pages with erased values."""

from __future__ import annotations

import time
from datetime import timedelta

from django.db import connection


def empty(patience: timedelta) -> bool:
    """Write the log into the database's file and truncate it.

    Returns False if readers kept it busy for the whole time. With another database, and inside a
    transaction, it does nothing and returns True.
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
