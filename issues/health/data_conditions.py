"""Conditions of the stored data: the clock by which it is deleted, and its backup."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from issues import clock
from issues.mail.trouble import Trouble
from issues.models import Backup

#: A backup is made each night.
BACKUP_AGE = timedelta(days=2)


def clock_in_doubt(now: datetime) -> Iterator[Trouble]:
    """Yield a trouble if the machine's clock may be wrong."""
    if why := clock.reason_to_doubt(now):
        yield Trouble(
            "clock", f"{why} Until then, nothing is erased or deleted by age.", clock.SAY_SO
        )


def old_backup(now: datetime) -> Iterator[Trouble]:
    """Yield a trouble if the latest backup is more than two days old."""
    made = [
        clock.not_in_future(moment, now) or now
        for moment in Backup.objects.values_list("made_at", flat=True)
    ]
    last = max(made, default=now)
    if now - last > BACKUP_AGE:
        yield Trouble(
            "backup old",
            f"The last backup was made on {last:%Y-%m-%d}."
            if last > clock.LONG_AGO
            else "It is not known when the last backup was made.",
            "Find out why there is no newer one: run `manage.py backup FILE`.",
        )
