"""The backups that were made."""

from django.db import models
from django.utils import timezone


class Backup(models.Model):
    """One backup that `manage.py backup` made. Where its file is, is not said here: who reads the
    database need not know."""

    made_at = models.DateTimeField(default=timezone.now)
    rows = models.PositiveBigIntegerField()
    size = models.PositiveBigIntegerField(help_text="bytes")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"backup of {self.made_at:%Y-%m-%d %H:%M}"
