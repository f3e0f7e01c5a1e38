"""The table of results that a run did not store because they were too many at once."""

from django.db import models
from django.utils import timezone

from issues.models.run import Run
from members.models import Chamber


class Hold(models.Model):
    """The changes that one check would have made at once in one chamber, held back until a person
    releases them.

    - `sources`: slugs of the official lists that the check reads, joined by commas; "" if none
    - `snapshots`: keys of their copies that were in force
    - `opened`, `reopened`, `resolved`: how many issues would have changed; `limit` is how many may
    - `changes`: a list of dicts, each with the keys `verb` ("opened"), `text`, `label`, `observed`
      and `expected`
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
        verbose_name_plural = "held back"
        constraints = [
            models.UniqueConstraint(fields=["check_name", "chamber", "sources"], name="hold_once")
        ]

    def __str__(self) -> str:
        return f"{self.check_name} in {self.chamber}"

    @property
    def key(self) -> str:
        """Return the key of the finding in which the check `check-held` reports this hold.

        It never changes, as the issue is found again by it.
        """
        return f"{self.check_name}/{self.sources}" if self.sources else self.check_name
