"""What only this machine knows of the service's health: its crontab, and its disks."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.cache import cache

from issues.health.conditions import condition, notice
from issues.mail.trouble import Trouble
from yvih_site.cron.crontab import CrontabError, UserCrontab

#: Below this much room, in bytes, a disk counts as nearly full: less than a day's growth of a large
#: directory with its backups. Of a small disk, as one in memory for temporary files, a tenth.
ROOM = 500_000_000
#: A page that anybody may ask for does not start a process each time.
REMEMBERED = 60  # seconds
_JOB = re.compile(r"crontab run (\w+)")


@condition
def schedule_differs(now: datetime) -> Iterator[Trouble]:
    """The lines of this checkout in this user's crontab are not those of RUNCHECKS_SCHEDULE. None
    at all is no trouble here: another host may have them, and if nobody has, no run comes."""
    if cache.get_or_set("yvih.schedule_differs", _differs, REMEMBERED):
        why = "The schedule in the crontab is not the one with which this process was started (RUNCHECKS_SCHEDULE)."
        yield Trouble(
            "schedule differs",
            why,
            "Run `manage.py schedule install`, and restart the site if it was configured since.",
        )


@notice
def no_schedule(now: datetime) -> Iterator[Trouble]:
    if why := cache.get_or_set("yvih.no_schedule", _none_here, REMEMBERED):
        yield Trouble(
            "no schedule here",
            why,
            "Run `manage.py schedule install`, unless another machine has the schedule.",
        )


@condition
def disk_nearly_full(now: datetime) -> Iterator[Trouble]:
    for folder in sorted(_folders()):
        total, _, free = shutil.disk_usage(folder)
        if free < (wanted := min(ROOM, total // 10)):
            why = f"Less than {wanted // 1_000_000} MB are free where {folder} is: {free // 1_000_000} MB."
            yield Trouble("disk nearly full", why, "Make room: old backups, logs, copies.")


@condition
def schedule_broken(now: datetime) -> Iterator[Trouble]:
    """Where the virtual environment is gone nothing of ours is started, so nothing else can say so
    before a run is missed."""
    if missing := cache.get_or_set("yvih.schedule_broken", _missing, REMEMBERED):
        why = f"What the crontab starts is not there: {', '.join(missing)}."
        yield Trouble(
            "schedule broken", why, "Run script/setup, then `manage.py schedule install`."
        )


def _none_here() -> str:
    """Why cron on this machine runs nothing of ours, "" where it does."""
    try:
        return (
            ""
            if UserCrontab().installed()
            else "The crontab of this machine has no schedule of this site."
        )
    except CrontabError as error:
        return str(error)


def _missing() -> list[str]:
    try:
        return UserCrontab().missing()
    except CrontabError:
        return []  # no crontab on this host; `doctor` says so


def _differs() -> bool:
    try:
        table = UserCrontab()
        installed, configured = table.installed(), table.configured()
    except CrontabError:
        return False  # no crontab on this host; `doctor` says so
    return bool(installed) and _jobs(installed) != _jobs(configured)


def _jobs(lines: Iterable[str]) -> set[tuple[str, ...]]:
    """Times and job of each line, whatever the interpreter is called in it."""
    return {(*line.split()[:5], *_JOB.findall(line)) for line in lines}


def _folders() -> set[Path]:
    """Where this process writes, one folder a disk."""
    database = settings.DATABASES["default"]
    folders = [settings.BASE_DIR, Path(tempfile.gettempdir())]
    if database["ENGINE"].endswith("sqlite3"):
        folders.append(Path(database["NAME"]).parent)
    folders += [
        Path(handler["filename"]).parent
        for handler in settings.LOGGING["handlers"].values()
        if "filename" in handler
    ]
    by_disk = {folder.stat().st_dev: folder for folder in folders if folder.is_dir()}
    return set(by_disk.values())
