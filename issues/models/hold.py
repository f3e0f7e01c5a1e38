"""What a run did not store because it was too much at once."""

from django.db import models
from django.utils import timezone

from issues.models.run import Run
from members.models import Chamber


class Hold(models.Model):
    """What one check would have opened, reopened and resolved at once in one chamber, by the
    official lists `sources` (slugs, joined by commas; "" where the check reads none), of which
    `snapshots` (keys) were in force.

    `changes` says what would change: a list of `{"verb": "opened", "text": ..., "label": ...,
    "observed": ..., "expected": ...}`.
    """

    check_name = models.CharField("check", max_length=100)
    chamber = models.ForeignKey(Chamber, on_delete=models.CASCADE, related_name="+")
    sources = models.CharField(max_length=500, blank=True)
    snapshots = models.JSONField(default=list)
    opened = models.PositiveIntegerField(default=0)
    reopened = models.PositiveIntegerField(default=0)
    resolved = models.PositiveIntegerField(default=0)
    limit = models.PositiveIntegerField(default=0)
    changes = models.JSONField(default=list)
    held_since = models.DateTimeField(default=timezone.now)
    run = models.ForeignKey(Run, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["check_name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["check_name", "chamber", "sources"], name="hold_once")
        ]

    def __str__(self) -> str:
        return f"{self.check_name} in {self.chamber}"

    @property
    def key(self) -> str:
        """The key of the finding in which `check-held` reports this hold. Its issue is found again
        by it: it never changes."""
        return f"{self.check_name}/{self.sources}" if self.sources else self.check_name
