"""The table of redactions, which keeps that a value was removed and not the value."""

from django.db import models
from django.utils import timezone


class Redaction(models.Model):
    """The record that a value published by mistake was removed everywhere.

    `places` is a dict of table to the number of rows changed. The value itself is not kept.
    """

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
        """Return a text that identifies the newest redaction; "" if there has been none.

        Whoever read data before a newer one may still hold the value that it removed.
        """
        last = cls.objects.order_by("pk").values_list("pk", "at").last()
        return f"{last[0]} {last[1].isoformat()}" if last else ""
