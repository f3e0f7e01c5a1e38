"""Counting what comes from one place, in the database, so that all workers share the count."""

from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from issues.models import Throttle


def count(kind: str, value: str, window: timedelta) -> int:
    """Count one more of that kind from that place, and return how many that makes in the current window.

    Windows begin at multiples of their length. What is stored of the place is a keyed hash.
    """
    key = salted_hmac(f"issues.throttle.{kind}", value, algorithm="sha256").hexdigest()
    seconds = int(window.total_seconds())
    start = datetime.fromtimestamp(int(timezone.now().timestamp()) // seconds * seconds, tz=UTC)
    with transaction.atomic():
        row, _ = Throttle.objects.get_or_create(key=key, window=start)
        Throttle.objects.filter(pk=row.pk).update(count=F("count") + 1)
        return Throttle.objects.values_list("count", flat=True).get(pk=row.pk)


def forget(before: datetime) -> None:
    """Delete counts of windows that began before that moment."""
    Throttle.objects.filter(window__lt=before).delete()
