"""Which stored moments can be believed, and whether the clock can be.

A clock that was wrong stored what it did for a time that has not come yet, or for one long ago.
Nobody can tell from one machine which clock it was. So what happened is never rewritten: a moment
that lies ahead is read as one that says nothing, and what destroys by age refuses until a person
says that the clock is right.
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

#: Clocks of two machines may differ by as much.
APART = timedelta(minutes=1)
#: What destroys by age does so each day. When it last did so longer ago, the clock may have jumped.
SILENT = timedelta(days=7)
#: Moments that are meant to lie ahead, and how far at the most: a lease runs out, a message is
#: tried again.
AHEAD = {
    "issues.Lease.expires_at": timedelta(minutes=2),
    "issues.Mail.due_at": timedelta(days=1),
    "sessions.Session.expire_date": timedelta(seconds=settings.SESSION_COOKIE_AGE),
}
#: What proves that all is well proves nothing while it lies ahead: it counts as of then.
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
#: Tables that grow without end, of which no alarm depends: not looked at whenever somebody asks for
#: /healthz.
LARGE = {
    "issues.IssueEvent",
    "issues.Issue",
    "issues.AppliedFix",
    "members.Snapshot",
    "axes.AccessAttempt",
    "sessions.Session",
}
SAY_SO = "Compare the clocks with another one. Once they are right, run `manage.py applyretention --clock-is-right`."

Moment = tuple[type[models.Model], str]


class InDoubt(CommandError):
    """The clock may be wrong, so nothing is destroyed by age."""


def limit(label: str, now: datetime) -> datetime:
    """The latest that a stored moment can be, by `app.Model.field`."""
    return now + APART + AHEAD.get(label, timedelta(0))


def moments() -> list[Moment]:
    """Every column that says when something was done or is to be done: a model and a field of it.
    History is kept as it is."""
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


def ahead(now: datetime, large: bool = False) -> Iterator[tuple[str, datetime]]:
    """The moments that cannot be, without those that a person knows of: which, and the latest of
    them. `large`: of all tables."""
    known = Clock.objects.aggregate(until=Max("wrong_until"))["until"] or now
    for model, group in groupby(moments(), key=lambda moment: moment[0]):
        names = [name for _, name in group]
        if not large and model._meta.label in LARGE:
            continue
        latest = {}
        for name in names:
            impossible = max(known, limit(f"{model._meta.label}.{name}", now))
            latest[f"latest_{name}"] = Max(name, filter=Q(**{f"{name}__gt": impossible}))
        found = model._base_manager.aggregate(**latest)
        for name in names:
            if moment := found[f"latest_{name}"]:
                yield (
                    f"{model._meta.verbose_name}, {model._meta.get_field(name).verbose_name}",
                    moment,
                )


def doubt(now: datetime, large: bool = False) -> str:
    """Why the clock may be wrong; "" if nothing says so."""
    if found := [f"{what}: {moment:%Y-%m-%d %H:%M} UTC" for what, moment in ahead(now, large)]:
        return f"Something was stored for a time that has not come yet, so a clock is or was wrong: {'; '.join(found)}."
    if (difference := abs(server() - timezone.now())) > APART:
        return f"This machine and the database server are {difference.total_seconds():.0f} s apart."
    last = Clock.objects.first()
    if last is None or now - last.right_at > SILENT:
        when = f"{last.right_at:%Y-%m-%d %H:%M} UTC" if last else "never"
        return f"Old rows were last deleted {when}: the clock may have jumped, or nothing ran for {SILENT.days} days."
    return ""


def trust(now: datetime) -> None:
    """Note that the clock is right, for what destroys by age. Raises InDoubt when that cannot be
    known."""
    if why := doubt(now, large=True):
        raise InDoubt(f"Clock in doubt, so nothing is erased or deleted. {why} {SAY_SO}")
    Clock.objects.update(right_at=now)


def believe(now: datetime) -> None:
    """Note that a person says that it is this time now: what lies ahead was stored by a clock that
    was wrong."""
    latest = max((moment for _, moment in ahead(now, large=True)), default=None)
    clock = Clock.objects.first() or Clock()
    clock.right_at, clock.wrong_until = now, latest or clock.wrong_until
    clock.save()
    logger.warning("Somebody said that the clock is right.")


def server() -> datetime:
    """What time it is for the database's server; SQLite has none."""
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        told: datetime = cursor.fetchone()[0]
    return told


def proof(moment: datetime | None, now: datetime) -> datetime | None:
    """That moment, when something proved that all was well; long ago if it lies ahead."""
    return LONG_AGO if moment and moment > now + APART else moment


def older(rows: models.QuerySet[Any], column: str, before: datetime) -> models.QuerySet[Any]:
    """The rows of before a moment, of a table in which rows stand in the order in which they came.

    What came after a younger row is no older than that one: a clock that was behind stored it.
    """
    young = rows.filter(**{f"{column}__range": (before, timezone.now() + APART)})
    first = young.order_by("pk").values_list("pk", flat=True).first()
    old = rows.filter(**{f"{column}__lt": before})
    return old if first is None else old.filter(pk__lt=first)


def open_log_ins(now: datetime) -> None:
    """Let failed log-ins that lie ahead count as of now. Nobody could log in until that time; to no
    other row a hand is laid."""
    AccessAttempt.objects.filter(attempt_time__gt=now + APART).update(attempt_time=now)


def create(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Take the clock as right when the database is made. Receives `post_migrate`."""
    if (
        Clock._meta.db_table in connections[using].introspection.table_names()
        and not Clock.objects.using(using).exists()
    ):
        Clock.objects.using(using).create()
