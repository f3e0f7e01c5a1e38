"""The table of daily digests."""

from django.db import models
from django.utils import timezone


class DailyDigest(models.Model):
    """The record that the daily digest of one day was queued. Days are in TIME_ZONE.

    It is written in the same transaction as the mail, and the day is unique: any number of hosts
    together queue one digest a day.
    """

    day = models.DateField(unique=True)
    queued_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"daily digest of {self.day}"
