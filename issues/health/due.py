"""When the schedule asked for a run."""

from __future__ import annotations

from datetime import datetime

from cronsim import CronSim


def before_last(expression: str, now: datetime) -> datetime | None:
    """The last but one moment before `now` (aware) at which that crontab expression was due, in the
    machine's own time as cron reads it: what succeeded since then did so within twice the schedule.
    None for an expression that is hardly ever due."""
    local = now.astimezone()
    times = CronSim(expression, local.replace(tzinfo=None), reverse=True)
    last = next(times, None)
    before = next(times, None)
    return before.astimezone() if last and before else None
