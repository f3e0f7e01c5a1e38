"""Trust in stored moments, and in the clock itself.

A clock that was wrong stored times in the future, or long ago. One machine alone cannot tell which
clock it was. So stored times are never rewritten: a moment in the future counts as unknown.
Deleting by age is refused until a person confirms that the clock is right.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any

from axes.models import AccessAttempt
from django.apps import AppConfig, apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management.base import CommandError
from django.db import connection, connections, models
from django.db.models import Max, Q
from django.utils import timezone

from issues.models import Clock

logger = logging.getLogger(__name__)

#: The most by which the clocks of two machines may differ.
APART = timedelta(minutes=1)
#: Old rows are deleted daily. If the last time is longer ago than this, the clock may have jumped.
SILENT = timedelta(days=7)
#: Moments that are meant to be in the future, and how far at the most: a lease runs out, a message
#: is tried again.
AHEAD = {
    "issues.Lease.expires_at": timedelta(minutes=2),
    "issues.Mail.due_at": timedelta(days=1),
    "sessions.Session.expire_date": timedelta(seconds=settings.SESSION_COOKIE_AGE),
}
#: A moment in the future cannot prove that all is well. It counts as this one.
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
#: Tables that grow without end and on which no alarm depends. They are not searched for /healthz.
LARGE = {
    "issues.IssueEvent",
    "issues.Issue",
    "issues.AppliedFix",
    "members.Snapshot",
    "axes.AccessAttempt",
    "sessions.Session",
}
SAY_SO = (
    "Compare the clocks with another one. "
    "Once they are right, run `manage.py applyretention --clock-is-right`."
)

Moment = tuple[type[models.Model], str]


class InDoubt(CommandError):
    """The clock may be wrong, so nothing is deleted by age."""


def latest_possible(label: str, now: datetime) -> datetime:
    """Return the latest possible value of a column now. `label` is `app.Model.field`."""
    return now + APART + AHEAD.get(label, timedelta(0))


def time_columns() -> list[Moment]:
    """Return every column for a time at which something was or is to be done: a model and the name
    of its field.

    History tables are left out, because they are kept as they are.
    """
    ours = [
        model for app in ("issues", "members") for model in apps.get_app_config(app).get_models()
    ]
    return [
        (model, field.name)
        for model in [*ours, AccessAttempt, Session]
        if not model.__name__.startswith("Historical")
        for field in model._meta.concrete_fields
        if isinstance(field, models.DateTimeField)
    ]


def impossible_moments(now: datetime, large: bool = False) -> Iterator[tuple[str, datetime]]:
    """Yield the columns that hold an impossible moment, each with its latest one. Moments that a
    person has confirmed are left out.

    Searches all tables if `large`, otherwise only those that are not LARGE.
    """
    confirmed = Clock.objects.aggregate(until=Max("wrong_until"))["until"] or now
    for model, group in groupby(time_columns(), key=lambda moment: moment[0]):
        names = [name for _, name in group]
        if not large and model._meta.label in LARGE:
            continue
        latest = {}
        for name in names:
            impossible = max(confirmed, latest_possible(f"{model._meta.label}.{name}", now))
            latest[f"latest_{name}"] = Max(name, filter=Q(**{f"{name}__gt": impossible}))
        found = model._base_manager.aggregate(**latest)
        for name in names:
            if moment := found[f"latest_{name}"]:
                yield (
                    f"{model._meta.verbose_name}, {model._meta.get_field(name).verbose_name}",
                    moment,
                )


def reason_to_doubt(now: datetime, large: bool = False) -> str:
    """Return why the clock may be wrong, or "" if nothing suggests it."""
    if found := [
        f"{what}: {moment:%Y-%m-%d %H:%M} UTC" for what, moment in impossible_moments(now, large)
    ]:
        return (
            "Something was stored for a time that has not come yet, so a clock is or was wrong: "
            f"{'; '.join(found)}."
        )
    if (difference := abs(server_time() - timezone.now())) > APART:
        return f"This machine and the database server are {difference.total_seconds():.0f} s apart."
    last = Clock.objects.first()
    if last is None or now - last.right_at > SILENT:
        when = f"{last.right_at:%Y-%m-%d %H:%M} UTC" if last else "never"
        return (
            f"Old rows were last deleted {when}: the clock may have jumped, "
            f"or nothing ran for {SILENT.days} days."
        )
    return ""


def ensure_trusted(now: datetime) -> None:
    """Record that the clock is right, before anything is deleted by age. Raises InDoubt if that is
    not certain.
    """
    if why := reason_to_doubt(now, large=True):
        raise InDoubt(f"Clock in doubt, so nothing is erased or deleted. {why} {SAY_SO}")
    Clock.objects.update(right_at=now)


def record_confirmation(now: datetime) -> None:
    """Record that a person confirms the time. Any moment in the future was stored by a clock that
    was wrong.
    """
    latest = max((moment for _, moment in impossible_moments(now, large=True)), default=None)
    clock = Clock.objects.first() or Clock()
    clock.right_at, clock.wrong_until = now, latest or clock.wrong_until
    clock.save()
    logger.warning("Somebody confirmed that the clock is right.")


def server_time() -> datetime:
    """Return the time of the database server. SQLite has none, so there it is this machine's."""
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        answer: datetime = cursor.fetchone()[0]
    return answer


def not_in_future(moment: datetime | None, now: datetime) -> datetime | None:
    """Return a moment at which all was well; long ago if it is in the future."""
    return LONG_AGO if moment and moment > now + APART else moment


def older_rows(rows: models.QuerySet[Any], column: str, before: datetime) -> models.QuerySet[Any]:
    """Return the rows from before a moment, of a table whose keys are in the order of arrival.

    A row that came after a younger one is no older than that one: it was stored by a clock that was
    behind.
    """
    young = rows.filter(**{f"{column}__range": (before, timezone.now() + APART)})
    first = young.order_by("pk").values_list("pk", flat=True).first()
    old = rows.filter(**{f"{column}__lt": before})
    return old if first is None else old.filter(pk__lt=first)


def open_log_ins(now: datetime) -> None:
    """Set failed log-ins with a time in the future to now, because nobody could log in until then.
    No other row is changed.
    """
    AccessAttempt.objects.filter(attempt_time__gt=now + APART).update(attempt_time=now)


def create(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Take the clock as right when the database is created. Receives `post_migrate`."""
    if (
        Clock._meta.db_table in connections[using].introspection.table_names()
        and not Clock.objects.using(using).exists()
    ):
        Clock.objects.using(using).create()
