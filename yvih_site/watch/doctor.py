"""`manage.py doctor`: looks at an installation from its configuration to its crontab, and says what
to do about what is wrong.

Each examination yields what it found; those that need the database are left out when there is none
to ask.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import psutil
from django.conf import settings
from django.core.checks import ERROR, WARNING, CheckMessage, run_checks
from django.core.mail import EmailMessage, get_connection
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.timesince import timesince

from issues import clock, lease
from issues.health import conditions
from issues.models import Backup, Lease
from yvih_site.cron.crontab import CrontabError, UserCrontab, only_exported
from yvih_site.database import explain, sqlite_file
from yvih_site.watch import ask_site

#: Clocks that differ by more are wrong.
APART = timedelta(seconds=10)
#: Cron delivers mail each minute: longer ago means that it does not.
SILENT = timedelta(minutes=5)
CRONS = ("cron", "crond", "fcron", "busybox", "anacron", "systemd-cron")


@dataclass(frozen=True)
class Found:
    """One thing that was looked at: under which head, what there is, and what to do ("" when it is
    well)."""

    head: str
    said: str
    do: str = ""


def examine(mail_to: str | None = None) -> Iterator[Found]:
    """Everything, one after another. A test mail goes to `mail_to`; None: none."""
    yield from configuration()
    alive = True
    for found in database():
        alive &= not found.do
        yield found
    if alive:
        yield from migrations()
        alive = not _unapplied()
    yield from mail(mail_to)
    yield from permissions()
    yield from site(alive)
    if alive:
        yield from cron()
        yield from time()
        yield from backups()
        yield from service()
    else:
        yield Found(
            "service",
            "Not looked at: that takes the database.",
            "Put the database right first, then run doctor again.",
        )


def configuration() -> Iterator[Found]:
    said = _serious(run_checks())
    if not any(message.level >= ERROR for message in said) and settings.SITE_URL.startswith(
        "https://"
    ):
        said = _serious(run_checks(include_deployment_checks=True))
    for message in said:
        yield Found("configuration", message.msg, message.hint or "README.md lists the settings.")
    if not said:
        where = settings.ENV_FILE if Path(settings.ENV_FILE).exists() else "the environment"
        yield Found(
            "configuration",
            f"Whole, from {where}; {'for development (DEBUG)' if settings.DEBUG else 'for production'}.",
        )


def _serious(messages: Iterable[CheckMessage]) -> list[CheckMessage]:
    return [
        message for message in messages if message.level >= WARNING and not message.is_silenced()
    ]


def database() -> Iterator[Found]:
    kind, name = connection.vendor, settings.DATABASES["default"]["NAME"]
    if sqlite_file.is_missing():
        yield Found(
            "database", f"{name} cannot be used.", f"{explain.NO_FILE} Or put DATABASE_URL right."
        )
        return
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute(
                "PRAGMA quick_check(1)" if kind == "sqlite" else "SHOW transaction_read_only"
            )
            answer = cursor.fetchone()[0]
    except Error as error:
        yield Found(
            "database", explain.explain(error) or str(error), "Start it, or put DATABASE_URL right."
        )
        return
    named = (
        f"{connection.display_name} {'.'.join(map(str, connection.get_database_version()))}, {name}"
    )
    if answer not in ("ok", "off"):
        do = (
            "Restore a backup."
            if kind == "sqlite"
            else "It takes no writes: name the primary server in DATABASE_URL."
        )
        yield Found("database", f"{named}: {answer}", do)
    else:
        yield Found("database", named)


def _unapplied() -> list[str]:
    executor = MigrationExecutor(connection)
    return [
        str(migration)
        for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())
    ]


def migrations() -> Iterator[Found]:
    if missing := _unapplied():
        yield Found(
            "migrations",
            f"{len(missing)} not applied: {', '.join(missing[:3])}",
            "Run `manage.py migrate`.",
        )
    else:
        yield Found("migrations", "All applied.")


def mail(to: str | None) -> Iterator[Found]:
    where = settings.EMAIL_FILE_PATH or f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    if to is None:
        yield Found("mail", f"Goes to {where}; no test was sent.")
        return
    text = "This is a test by `manage.py doctor`. Mail of Your Voice in House reaches you."
    try:
        with get_connection(settings.EMAIL_DELIVERY_BACKEND) as server:
            EmailMessage("Test by doctor", text, None, [to], connection=server).send()
    except Exception as error:  # whatever a library for mail may raise: it is what is told
        yield Found(
            "mail",
            f"A test to {to} by {where} failed: {type(error).__name__}: {error}",
            "Put EMAIL_URL right, or the server.",
        )
    else:
        yield Found("mail", f"A test to {to} was taken by {where}: see whether it arrives.")


def permissions() -> Iterator[Found]:
    count = 0
    for found in _permissions():
        count += 1
        yield found
    if not count:
        yield Found("permissions", "What is to be written can be, and what is secret is.")


def _permissions() -> Iterator[Found]:
    env = Path(settings.ENV_FILE)
    if env.is_file() and env.stat().st_mode & 0o077:
        yield Found(
            "permissions", f"{env} can be read by others, and holds passwords.", f"chmod 600 {env}"
        )
    for file in filter(sqlite_file.is_open, sqlite_file.existing()):
        yield Found(
            "permissions",
            f"{file} can be read by others, and holds addresses and passwords' hashes.",
            f"chmod 600 {file}",
        )
    if os.geteuid() == 0 and settings.BASE_DIR.stat().st_uid != 0:
        owner = settings.BASE_DIR.owner()
        yield Found(
            "permissions",
            f"This is root, and the checkout is {owner}'s: files made now are not theirs.",
            f"Run it as {owner}.",
        )
    paths = [Path(tempfile.gettempdir())]
    if connection.vendor == "sqlite":
        file = Path(settings.DATABASES["default"]["NAME"])
        paths += [file.parent, *([file] if file.exists() else [])]
    if settings.EMAIL_FILE_PATH and Path(settings.EMAIL_FILE_PATH).exists():
        paths.append(Path(settings.EMAIL_FILE_PATH))
    paths.append(
        settings.ERASURES_FILE
        if settings.ERASURES_FILE.exists()
        else _existing(settings.ERASURES_FILE.parent)
    )
    paths += [
        Path(handler["filename"]).parent
        for handler in settings.LOGGING["handlers"].values()
        if "filename" in handler
    ]
    for path in paths:
        if not os.access(path, os.W_OK):
            yield Found(
                "permissions",
                f"{path} cannot be written by this user.",
                "Give it to the user that the site and cron run as.",
            )


def _existing(folder: Path) -> Path:
    """The folder, or the nearest above it that is there."""
    return folder if folder.exists() else _existing(folder.parent)


def cron() -> Iterator[Found]:
    table = UserCrontab()
    try:
        installed, is_configured, elsewhere = (
            table.installed(),
            table.is_configured(),
            table.elsewhere(),
        )
    except CrontabError as error:
        yield Found("cron", str(error), "Install cron, or see that this user may use it.")
        return
    if not installed:
        others = f" There is one of another checkout: {', '.join(elsewhere)}." if elsewhere else ""
        yield Found(
            "cron",
            f"The schedule of this checkout is not installed.{others}",
            "Run `manage.py schedule install`.",
        )
    elif not is_configured:
        yield Found(
            "cron",
            "What is installed is not what is configured.",
            "Run `manage.py schedule install`.",
        )
    else:
        yield Found(
            "cron",
            f"Installed, {len(installed)} jobs of this checkout; {settings.RUNCHECKS_SCHEDULE} for the checks.",
        )
    if missing := only_exported():
        yield Found("cron", missing, f"Put it into {settings.ENV_FILE}.")
    else:
        yield Found("cron", "Its jobs use this database and these settings.")
    if not installed:
        return
    delivered = (
        Lease.objects.filter(name="delivermail").values_list("expires_at", flat=True).first()
    )
    ago = (
        f"Mail was last seen to {timesince(delivered)} ago"
        if delivered
        else "Mail was never seen to"
    )
    now = timezone.now()
    if delivered is None or not now - SILENT <= delivered <= clock.limit(
        "issues.Lease.expires_at", now
    ):
        running = any(process.info["name"] in CRONS for process in psutil.process_iter(["name"]))
        do = (
            "See what cron says: journalctl -u cron."
            if running
            else "Start it: systemctl enable --now cron."
        )
        yield Found(
            "cron",
            f"{ago}, by cron each minute it should be. Cron {'runs' if running else 'does not run'}.",
            do,
        )
    else:
        yield Found("cron", f"{ago}.")


def time() -> Iterator[Found]:
    here, there = timezone.now(), clock.server()
    if abs(here - there) > APART:
        yield Found(
            "clock",
            f"This machine and the database server are {abs(here - there).total_seconds():.0f} s apart.",
            "Set both by NTP.",
        )
    elif why := clock.doubt(here, large=True):
        yield Found(
            "clock",
            f"It is {here:%Y-%m-%d %H:%M} UTC here. {why} Nothing is erased or deleted by age.",
            clock.SAY_SO,
        )
    else:
        yield Found("clock", f"{timezone.localtime(here):%Y-%m-%d %H:%M} in {settings.TIME_ZONE}.")


def site(has_database: bool) -> Iterator[Found]:
    if not has_database:
        yield Found("site", *ask_site.look(None))
        return
    try:
        with lease.hold("doctor") as held:
            found = Found("site", *ask_site.look(lease.mark(held.holder)))
    except lease.LeaseTaken as error:
        found = Found(
            "site", f"Another doctor asks it now: {error}", "Run this again in two minutes."
        )
    except Error as error:
        found = Found(
            "site",
            f"Not asked, as the database takes no writes: {error}",
            "See that the disk has room and can be written.",
        )
    yield found


def backups() -> Iterator[Found]:
    """When the last one was made; that it is too old is told by the service."""
    last = Backup.objects.first()
    yield Found(
        "backup",
        f"The last was made {timesince(last.made_at)} ago."
        if last
        else "None was made yet by `manage.py backup`.",
    )


def service() -> Iterator[Found]:
    """What /healthz says."""
    troubles = conditions.troubles(timezone.now())
    for trouble in troubles:
        yield Found("service", f"{trouble.what}: {trouble.why}", trouble.do)
    last = conditions.last_success(timezone.now())
    if not troubles and last:
        yield Found(
            "service",
            f"All well; the last run that succeeded began {timesince(last.started_at)} ago.",
        )
