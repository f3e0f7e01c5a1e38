"""The tables that processes on all hosts share: leases, throttles and the state of the clock."""

from django.db import models
from django.utils import timezone


class Lease(models.Model):
    """The exclusive right to do something, for two minutes at a time (`issues/lease.py`)."""

    name = models.CharField(max_length=50, unique=True)
    holder = models.CharField(max_length=64, blank=True)
    host = models.CharField(max_length=255, blank=True)
    pid = models.PositiveIntegerField(default=0)
    process_started = models.FloatField(default=0)
    expires_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name


class Clock(models.Model):
    """The moment up to which the clock is known to have been right (`issues/clock.py`). One row."""

    right_at = models.DateTimeField(default=timezone.now)
    wrong_until = models.DateTimeField(
        null=True,
        blank=True,
        help_text="A person knows of stored moments that lie ahead, up to this one.",
    )

    def __str__(self) -> str:
        return f"right at {self.right_at:%Y-%m-%d %H:%M}"


class Throttle(models.Model):
    """The count of how often something was done from one place in one window of time.

    All workers share it.
    """

    key = models.CharField(max_length=64, help_text="A keyed hash, not the address itself.")
    window = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "window"], name="throttle_once_a_window")
        ]

    def __str__(self) -> str:
        return f"{self.count} since {self.window:%Y-%m-%d %H:%M}"
