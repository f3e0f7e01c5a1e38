"""Examinations of how the site works: what answers, cron, clocks, backups, the service.

Those of cron, clocks, backups and the service need the database.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import psutil
from django.conf import settings
from django.db import Error
from django.utils import timezone
from django.utils.timesince import timesince

from issues import clock, lease
from issues.health import conditions, run_conditions
from issues.models import Backup, Lease
from yvih_site.cron.crontab import CrontabError, UserCrontab, only_exported
from yvih_site.watch import ask_site
from yvih_site.watch.diagnosis import Diagnosis

#: Clocks that differ by more than this are wrong.
APART = timedelta(seconds=10)
#: Cron delivers mail each minute: if the last delivery is longer ago, cron does not work.
SILENT = timedelta(minutes=5)
CRONS = ("cron", "crond", "fcron", "busybox", "anacron", "systemd-cron")


def site(has_database: bool) -> Iterator[Diagnosis]:
    """Ask the site itself, and whether it uses this database and not a copy of it."""
    if not has_database:
        yield Diagnosis("site", *ask_site.ask(None))
        return
    try:
        with lease.hold("doctor") as held:
            found = Diagnosis("site", *ask_site.ask(lease.holder_hash(held.holder)))
    except lease.LeaseTaken as error:
        found = Diagnosis(
            "site", f"Another doctor is asking it now: {error}", "Run this again in two minutes."
        )
    except Error as error:
        found = Diagnosis(
            "site",
            f"Not asked, as the database cannot be written: {error}",
            "Make sure that the disk has room and is writable.",
        )
    yield found


def cron() -> Iterator[Diagnosis]:
    """Examine the schedule in the crontab, the settings of its jobs, and whether they ran."""
    table = UserCrontab()
    try:
        installed = table.installed()
        yield _schedule(table)
    except CrontabError as error:
        yield Diagnosis("cron", str(error), "Install cron, or let this user use it.")
        return
    if missing := only_exported():
        yield Diagnosis("cron", missing, f"Put it into {settings.ENV_FILE}.")
    else:
        yield Diagnosis("cron", "Its jobs use this database and these settings.")
    if installed:
        yield _last_delivery()


def _schedule(table: UserCrontab) -> Diagnosis:
    install = "Run `manage.py schedule install`."
    installed, elsewhere = table.installed(), table.elsewhere()
    if not installed:
        others = f" There is one of another checkout: {', '.join(elsewhere)}." if elsewhere else ""
        return Diagnosis(
            "cron", f"The schedule of this checkout is not installed.{others}", install
        )
    if not table.is_configured():
        return Diagnosis("cron", "What is installed is not what is configured.", install)
    return Diagnosis(
        "cron",
        f"Installed, {len(installed)} jobs of this checkout; "
        f"{settings.RUNCHECKS_SCHEDULE} for the checks.",
    )


def _last_delivery() -> Diagnosis:
    delivered = (
        Lease.objects.filter(name="delivermail").values_list("expires_at", flat=True).first()
    )
    ago = (
        f"Mail was last delivered {timesince(delivered)} ago"
        if delivered
        else "Mail was never delivered"
    )
    now = timezone.now()
    latest = clock.latest_possible("issues.Lease.expires_at", now)
    if delivered is not None and now - SILENT <= delivered <= latest:
        return Diagnosis("cron", f"{ago}.")
    running = any(process.info["name"] in CRONS for process in psutil.process_iter(["name"]))
    return Diagnosis(
        "cron",
        f"{ago}; cron should do so each minute. Cron {'runs' if running else 'does not run'}.",
        "Look at its log: journalctl -u cron."
        if running
        else "Start it: systemctl enable --now cron.",
    )


def clocks() -> Iterator[Diagnosis]:
    """Compare this machine's clock with the database server's and with stored moments."""
    here, there = timezone.now(), clock.server_time()
    if abs(here - there) > APART:
        yield Diagnosis(
            "clock",
            "The clocks of this machine and the database server are "
            f"{abs(here - there).total_seconds():.0f} s apart.",
            "Set both by NTP.",
        )
    elif why := clock.reason_to_doubt(here, large=True):
        yield Diagnosis(
            "clock",
            f"It is {here:%Y-%m-%d %H:%M} UTC here. {why} Nothing is erased or deleted by age.",
            clock.SAY_SO,
        )
    else:
        yield Diagnosis(
            "clock", f"{timezone.localtime(here):%Y-%m-%d %H:%M} in {settings.TIME_ZONE}."
        )


def backups() -> Iterator[Diagnosis]:
    """Yield when the last backup was made; `service` reports one that is too old."""
    last = Backup.objects.first()
    yield Diagnosis(
        "backup",
        f"The last was made {timesince(last.made_at)} ago."
        if last
        else "`manage.py backup` has not made one yet.",
    )


def service() -> Iterator[Diagnosis]:
    """Yield the troubles that /healthz reports, or when the last successful run began."""
    troubles = conditions.troubles(timezone.now())
    for trouble in troubles:
        yield Diagnosis("service", f"{trouble.what}: {trouble.why}", trouble.advice)
    last = run_conditions.last_success(timezone.now())
    if not troubles and last:
        yield Diagnosis(
            "service",
            f"All well; the last successful run began {timesince(last.started_at)} ago.",
        )
