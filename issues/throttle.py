"""Counters of what comes from one place, in the database, so that all workers share them."""

import math
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, Sum
from django.utils import timezone
from django.utils.crypto import salted_hmac

from issues.models import Throttle

#: The window of most limits.
HOUR = timedelta(hours=1)
#: The number of slices in which a window is counted. It slides by a slice at a time, so that twice
#: the limit cannot come where one window ends and the next begins.
SLICES = 12


def count(kind: str, value: str, window: timedelta) -> int:
    """Count one more of that kind from that place. Returns how many there are within the window
    that ends now.
    """
    with transaction.atomic():
        return _count(_key(kind, value), window, None)


def allow(kind: str, value: str, window: timedelta, limit: int) -> bool:
    """True if one more of that kind from that place is within the limit. It is then counted.

    An attempt beyond the limit is not counted, so a person who waits may go on, however often they
    tried. Inside a caller's transaction, others who ask about the same place wait for its end.
    """
    with transaction.atomic():
        return _count(_key(kind, value), window, limit) <= limit


def is_counted(kind: str, value: str, window: timedelta) -> bool:
    """True if one of that kind from that place was counted within the window that ends now."""
    return Throttle.objects.filter(
        key=_key(kind, value), window__gte=timezone.now() - window
    ).exists()


def _key(kind: str, value: str) -> str:
    """Return the keyed hash that is stored for a place."""
    return salted_hmac(f"issues.throttle.{kind}", value, algorithm="sha256").hexdigest()


def _count(key: str, window: timedelta, limit: int | None) -> int:
    """Return how many one more makes, and store it unless it is above the limit.

    Includes the slice that has only begun to leave the window.
    """
    _one_at_a_time(key)
    length = math.ceil(window.total_seconds() / SLICES)
    now = int(timezone.now().timestamp())
    start = datetime.fromtimestamp(now // length * length, tz=UTC)
    recent = Throttle.objects.filter(key=key, window__gte=start - window, window__lte=start)
    total = (recent.aggregate(total=Sum("count"))["total"] or 0) + 1
    if limit is None or total <= limit:
        row, _ = Throttle.objects.get_or_create(key=key, window=start)
        Throttle.objects.filter(pk=row.pk).update(count=F("count") + 1)
    return total


def _one_at_a_time(key: str) -> None:
    """Wait for other transactions that count the same key. On SQLite every transaction already runs
    alone.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(key[:15], 16)])
