"""Moments that lie ahead: a clock was wrong when they were stored, and nobody waits until they have come.

What reads a stored moment asks here whether it can be believed; `/healthz` tells what cannot, and each run puts it right.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from axes.models import AccessAttempt
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models

from issues.models import DailyDigest, Throttle

logger = logging.getLogger(__name__)

#: Clocks of two machines may differ by as much.
APART = timedelta(minutes=1)
#: Moments that are meant to lie ahead, and how far at the most: a lease runs out, a message is tried again.
AHEAD = {
    "issues.Lease.expires_at": timedelta(minutes=2),
    "issues.Mail.due_at": timedelta(days=1),
    "sessions.Session.expire_date": timedelta(seconds=settings.SESSION_COOKIE_AGE),
}
#: What proves that all is well. When it was in truth nobody knows: from then on it counts as long ago.
PROOFS = ("issues.Run.started_at", "issues.Backup.made_at", "members.Source.checked_at")
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
#: Tables that grow without end, of which no alarm depends: not looked at whenever somebody asks for /healthz.
LARGE = {"issues.IssueEvent", "issues.Issue", "issues.AppliedFix", "members.Snapshot", "axes.AccessAttempt", "sessions.Session"}

Moment = tuple[type[models.Model], str]


def limit(label: str, now: datetime) -> datetime:
    """The latest that a stored moment can be, by `app.Model.field`."""
    return now + APART + AHEAD.get(label, timedelta(0))


def moments() -> list[Moment]:
    """Every column that says when something was done or is to be done: a model and a field of it. History is kept as it is."""
    ours = [model for app in ("issues", "members") for model in apps.get_app_config(app).get_models()]
    return [
        (model, field.name)
        for model in [*ours, AccessAttempt, Session]
        if not model.__name__.startswith("Historical")
        for field in model._meta.concrete_fields
        if isinstance(field, models.DateTimeField)
    ]


def ahead(now: datetime) -> Iterator[tuple[str, datetime]]:
    """The moments that alarms depend on and that cannot be: which, and the latest of them."""
    for model, name in moments():
        if model._meta.label not in LARGE:
            found = _ahead(model, name, now).order_by(f"-{name}").values_list(name, flat=True).first()
            if found:
                yield f"{model._meta.verbose_name}, {model._meta.get_field(name).verbose_name}", found  # type: ignore[union-attr]


def put_right(now: datetime, today: date) -> int:
    """Set every moment that cannot be to now, or to long ago. Returns how many.

    Digests of days to come and counts of hours to come are deleted: there is one of each.
    """
    windows = Throttle.objects.filter(window__gt=limit("issues.Throttle.window", now))
    count = DailyDigest.objects.filter(day__gt=today).delete()[0] + windows.delete()[0]
    for model, name in moments():
        right = LONG_AGO if f"{model._meta.label}.{name}" in PROOFS else now
        if done := _ahead(model, name, now).update(**{name: right}):
            logger.warning("A clock was ahead: %s of %s %s was put right.", name, done, model._meta.verbose_name_plural)
            count += done
    return count


def _ahead(model: type[models.Model], name: str, now: datetime) -> models.QuerySet[Any]:
    return model._base_manager.filter(**{f"{name}__gt": limit(f"{model._meta.label}.{name}", now)})
