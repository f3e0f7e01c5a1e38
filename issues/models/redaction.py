"""What was redacted, without what it was."""

from django.db import models
from django.utils import timezone


class Redaction(models.Model):
    """A value published by mistake was taken out everywhere. `places` counts the rows by table; the
    value itself is kept nowhere."""

    at = models.DateTimeField(default=timezone.now)
    by = models.CharField(max_length=150, blank=True, help_text="Who asked for it.")
    reason = models.TextField()
    places = models.JSONField(default=dict)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"redaction of {self.at:%Y-%m-%d %H:%M}"

    @classmethod
    def newest(cls) -> str:
        """Return what tells the newest redaction from all before: whatever was read before it may
        hold what it took out."""
        last = cls.objects.order_by("pk").values_list("pk", "at").last()
        return f"{last[0]} {last[1].isoformat()}" if last else ""
