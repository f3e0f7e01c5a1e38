"""The moments at which the schedule was due."""

from __future__ import annotations

from datetime import datetime

from cronsim import CronSim


def last_but_one(expression: str, now: datetime) -> datetime | None:
    """Return the last but one moment before `now` (aware) at which a crontab expression was due.

    Whatever succeeded since then did so within twice the schedule. The expression is read in the
    machine's local time, as cron does. Returns None if it is hardly ever due.
    """
    local = now.astimezone()
    times = CronSim(expression, local.replace(tzinfo=None), reverse=True)
    last = next(times, None)
    before = next(times, None)
    return before.astimezone() if last and before else None
