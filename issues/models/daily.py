"""The mail of each day that staff always get."""

from django.db import models
from django.utils import timezone


class DailyDigest(models.Model):
    """The daily digest of one day (in TIME_ZONE) was queued. Written in the transaction of its
    mail: once a day, on any number of hosts."""

    day = models.DateField(unique=True)
    queued_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"daily digest of {self.day}"
