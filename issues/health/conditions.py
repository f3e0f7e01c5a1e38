"""Conditions of the service, each a function that yields what is wrong, why, and what to do.

A condition takes the present moment and yields its troubles. `@condition` adds it to the list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Min
from django.urls import reverse

from issues import clock
from issues.findings.registry import CHECKS
from issues.health import due
from issues.mail.delivery import overdue, undelivered
from issues.mail.trouble import Trouble
from issues.models import Backup, CheckState, Hold, Issue, Mail, Run
from issues.models.choices import Status
from members.lists import source_status
from members.lists.source_status import SourceStatus
from members.models import Source

#: The number of rows that are named in the reason of one trouble.
LISTED = 20
#: A backup is made each night.
BACKUP_AGE = timedelta(days=2)

Condition = Callable[[datetime], Iterable[Trouble]]
CONDITIONS: list[Condition] = []
#: What staff should know, but what does not make `/healthz` fail.
NOTICES: list[Condition] = []


def condition(function: Condition) -> Condition:
    """Register a condition of which `/healthz` reports the troubles."""
    CONDITIONS.append(function)
    return function


def notice(function: Condition) -> Condition:
    """Register a condition that only the admin's first page mentions."""
    NOTICES.append(function)
    return function


def notices(now: datetime) -> list[Trouble]:
    """Return the troubles of all registered notices."""
    return [each for look in NOTICES for each in look(now)]


def troubles(now: datetime) -> list[Trouble]:
    """Return the troubles of all registered conditions, in a constant number of queries."""
    return [trouble for look in CONDITIONS for trouble in look(now)]


def last_success(now: datetime) -> Run | None:
    """Return the latest run of all checks in all chambers that succeeded, or None.

    Runs dated in the future by a wrong clock do not count.
    """
    whole = Run.objects.filter(
        scope__checks=[],
        scope__chambers=[],
        started_at__lte=clock.latest_possible("issues.Run.started_at", now),
    )
    return whole.filter(status=Run.Outcome.SUCCEEDED).first()


def installed_at(now: datetime) -> datetime:
    """Return when the database was created, or `now` if that is unknown or in the future."""
    first = MigrationRecorder(connection).migration_qs.aggregate(first=Min("applied"))["first"]
    return min(first or now, now)


@condition
def no_run(now: datetime) -> Iterator[Trouble]:
    """Yield a trouble if no run of all checks has succeeded for twice the schedule."""
    last = last_success(now)
    runs = reverse("admin:issues_run_changelist")
    look = "Run `manage.py doctor`: it shows whether cron is running and what it runs."
    since = due.last_but_one(settings.RUNCHECKS_SCHEDULE, now)
    if last is None and since and installed_at(now) < since:
        yield Trouble(
            "no run",
            "No run of all checks has succeeded yet, for more than twice the scheduled interval.",
            look,
            runs,
        )
    elif last and since and last.started_at < since:
        yield Trouble(
            "no run",
            f"The last successful run began at {last.started_at:%Y-%m-%d %H:%M} UTC, "
            "more than twice the scheduled interval ago.",
            look,
            runs,
        )


@condition
def failing_checks(now: datetime) -> Iterator[Trouble]:
    """Yield a trouble for each enabled check that raises an error."""
    for state in CheckState.objects.filter(
        enabled=True, name__in=CHECKS, failing_since__isnull=False
    ):
        yield Trouble(
            "check failing",
            f"The check {state.name} has been failing since "
            f"{state.failing_since:%Y-%m-%d %H:%M} UTC: it finds nothing until it is repaired.",
            "Its page in the admin shows the error; disable it there until it is repaired.",
            reverse("admin:issues_checkstate_change", args=[state.pk]),
        )


@condition
def stuck_mail(now: datetime) -> Iterator[Trouble]:
    """Yield a trouble if messages failed or have waited for more than a day."""
    if count := Mail.objects.filter(undelivered()).exclude(state=Mail.State.UNMADE).count():
        yield Trouble(
            "mail stuck",
            f"{count} {'message has' if count == 1 else 'messages have'} failed, "
            "or waited for more than a day.",
            "The page of each message shows the mail server's answer. "
            "Solve the problem and send them again, or put them aside.",
            f"{reverse('admin:issues_mail_changelist')}?undelivered=yes",
        )


@condition
def unmade_mail(now: datetime) -> Iterator[Trouble]:
    """Yield a trouble if messages could not be composed."""
    mails = list(
        Mail.objects.filter(state=Mail.State.UNMADE).only("text", "issue").order_by("pk")[:LISTED]
    )
    if mails:
        numbers = sorted(set().union(*(mail.about for mail in mails)))
        listed = (
            f" They are about the issues {', '.join(map(str, numbers[:LISTED]))}."
            if numbers
            else ""
        )
        yield Trouble(
            "mail not made",
            f"Some messages could not be composed, so people were not informed.{listed}",
            "The page of each message shows why. Look at the issues, "
            "then send the messages as they are, or put them aside.",
            f"{reverse('admin:issues_mail_changelist')}?undelivered=yes",
        )


@condition
def late_mail(now: datetime) -> Iterator[Trouble]:
    """Yield a trouble if messages have been due for more than a quarter of an hour."""
    if count := Mail.objects.filter(overdue(now)).count():
        yield Trouble(
            "mail late",
            f"{count} {'message has' if count == 1 else 'messages have'} been due "
            "for more than a quarter of an hour, and not sent.",
            "Run `manage.py doctor`: it shows whether cron is running "
            "and whether the mail server accepts mail.",
            f"{reverse('admin:issues_mail_changelist')}?state__exact=queued",
        )


@condition
def held_mail(now: datetime) -> Iterator[Trouble]:
    """Yield a trouble if messages from a restored backup wait for a decision."""
    if count := Mail.objects.filter(state=Mail.State.HELD).count():
        yield Trouble(
            "mail held",
            f"{count} {'message was' if count == 1 else 'messages were'} queued in the backup "
            f"that was restored, and {'waits' if count == 1 else 'wait'} for a decision.",
            "Most may have been delivered since the backup was made. "
            "Look at them, then send them or put them aside.",
            f"{reverse('admin:issues_mail_changelist')}?state__exact=held",
        )


@condition
def clock_in_doubt(now: datetime) -> Iterator[Trouble]:
    """Yield a trouble if the machine's clock may be wrong."""
    if why := clock.reason_to_doubt(now):
        yield Trouble(
            "clock", f"{why} Until then, nothing is erased or deleted by age.", clock.SAY_SO
        )


@condition
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


@condition
def held_checks(now: datetime) -> Iterator[Trouble]:
    """Yield a trouble for each hold whose issue nobody has taken, put aside or dismissed."""
    acknowledged = {
        (chamber, context.get("check"), context.get("official_lists", ""))
        for _, chamber, context in _acknowledged("check-held")
    }
    for hold in Hold.objects.select_related("chamber"):
        if (hold.chamber_id, hold.check_name, hold.sources.replace(",", ", ")) not in acknowledged:
            yield Trouble(
                "check held",
                f"{hold.check_name} would change too much in {hold.chamber} at once, "
                "so nothing of it was stored.",
                "Look at what would change and release it, or take its issue or put it aside.",
                reverse("admin:issues_hold_change", args=[hold.pk]),
            )


@condition
def sources(now: datetime) -> Iterator[Trouble]:
    """Yield a trouble for each official list that is rejected, cannot be fetched, or is too old.

    Lists whose issue somebody has taken, put aside or dismissed are left out.
    """
    since = due.last_but_one(settings.RUNCHECKS_SCHEDULE, now)
    acknowledged = {
        (check, context.get("source"))
        for check, _, context in _acknowledged("source-failing", "source-rejected")
    }
    for status in source_status.of(Source.objects.filter(enabled=True)):
        source, checked = status.source, clock.not_in_future(status.source.checked_at, now)
        stale = status.is_old(now) or bool(source.url and checked and since and checked < since)
        conditions = {
            "source-rejected": status.is_rejected,
            "source-failing": source.failing_since is not None,
        }
        wrong = [check for check, holds in conditions.items() if holds]
        if any((check, source.slug) not in acknowledged for check in wrong) or (
            stale and not wrong
        ):
            yield Trouble(
                "source rejected" if status.is_rejected else "source stale",
                _of_source(status),
                "Its page in the admin shows why; solve the problem, or take its issue, "
                "or put it aside.",
                reverse("admin:members_source_change", args=[source.pk]),
            )


def _of_source(status: SourceStatus) -> str:
    slug, since = status.source.slug, status.source.failing_since
    if status.is_rejected:
        return f"The newest copy of the official list {slug} was rejected."
    if since:
        return f"Fetching the official list {slug} has failed since {since:%Y-%m-%d %H:%M} UTC."
    if not status.source.url:
        return (
            f"The official list {slug}, which is supplied by hand, "
            f"is older than {status.source.stale_after} days."
        )
    return f"The official list {slug} was not fetched for more than twice the scheduled interval."


def _acknowledged(*checks: str) -> list[tuple[str, int | None, dict[str, str]]]:
    """Return check, chamber key and context of these checks' issues that staff have dealt with.

    Those are the issues that somebody took, put aside or dismissed.
    """
    unattended = (Status.OPEN, Status.RESOLVED)
    issues = Issue.objects.filter(check_name__in=checks).exclude(status__in=unattended)
    rows = issues.values_list("check_name", "chamber", "evidence")
    return [(check, chamber, evidence.get("context", {})) for check, chamber, evidence in rows]
