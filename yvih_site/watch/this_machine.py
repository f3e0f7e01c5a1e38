"""Conditions of the service's health that only this machine can see: its crontab and its disks."""

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

#: Bytes: a disk with less free space is nearly full. A large directory with its backups needs about
#: as much in a day. For a small disk, such as one in memory for temporary files, it is a tenth.
ROOM = 500_000_000
#: Seconds for which an answer is cached: a page for everybody must not start a process each time.
REMEMBERED = 60
_JOB = re.compile(r"crontab run (\w+)")


@condition
def schedule_differs(now: datetime) -> Iterator[Trouble]:
    """Yield a trouble if this checkout's lines in the crontab differ from the configured ones.

    A crontab without any is not reported here: another host may have them, and if none has, the
    missing run is reported.
    """
    if cache.get_or_set("yvih.schedule_differs", _differs, REMEMBERED):
        why = (
            "The schedule in the crontab is not the one with which this process was started "
            "(RUNCHECKS_SCHEDULE)."
        )
        yield Trouble(
            "schedule differs",
            why,
            "Run `manage.py schedule install`. If the configuration was changed, restart the site.",
        )


@notice
def no_schedule(now: datetime) -> Iterator[Trouble]:
    """Yield a notice if cron on this machine runs no job of this site."""
    if why := cache.get_or_set("yvih.no_schedule", _none_here, REMEMBERED):
        yield Trouble(
            "no schedule here",
            why,
            "Run `manage.py schedule install`, unless another machine has the schedule.",
        )


@condition
def disk_nearly_full(now: datetime) -> Iterator[Trouble]:
    """Yield a trouble for each disk with too little free space."""
    for folder in sorted(_folders()):
        total, _, free = shutil.disk_usage(folder)
        if free < (wanted := min(ROOM, total // 10)):
            why = (
                f"Less than {wanted // 1_000_000} MB are free on the disk of {folder}: "
                f"{free // 1_000_000} MB."
            )
            yield Trouble("disk nearly full", why, "Delete old backups, logs or copies.")


@condition
def schedule_broken(now: datetime) -> Iterator[Trouble]:
    """Yield a trouble if a program in the crontab is missing.

    Without the virtual environment none of our jobs starts, so nothing else would report it before
    a run is missed.
    """
    if missing := cache.get_or_set("yvih.schedule_broken", _missing, REMEMBERED):
        why = f"The crontab starts programs that do not exist: {', '.join(missing)}."
        yield Trouble(
            "schedule broken", why, "Run script/setup, then `manage.py schedule install`."
        )


def _none_here() -> str:
    """Return why cron on this machine runs no job of ours, or "" if it does."""
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
        return []  # no crontab on this host: `doctor` reports that


def _differs() -> bool:
    try:
        table = UserCrontab()
        installed, configured = table.installed(), table.configured()
    except CrontabError:
        return False  # no crontab on this host: `doctor` reports that
    return bool(installed) and _jobs(installed) != _jobs(configured)


def _jobs(lines: Iterable[str]) -> set[tuple[str, ...]]:
    """Return the times and the job of each line; the path of the interpreter does not matter."""
    return {(*line.split()[:5], *_JOB.findall(line)) for line in lines}


def _folders() -> set[Path]:
    """Return the folders in which this process writes, one for each disk."""
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
