"""The table of backups."""

from django.db import models
from django.utils import timezone


class Backup(models.Model):
    """One backup made by `manage.py backup`, with the number of its rows and its size in bytes.

    The path of its file is left out, as readers of the database need not learn it.
    """

    made_at = models.DateTimeField(default=timezone.now)
    rows = models.PositiveBigIntegerField()
    size = models.PositiveBigIntegerField(help_text="bytes")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"backup of {self.made_at:%Y-%m-%d %H:%M}"
