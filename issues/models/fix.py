"""The table of fixes that were applied to members' data, with what undoes them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from issues.models.issue import Issue


class AppliedFix(models.Model):
    """A fix that a person applied.

    `done` is the fix and `inverse` the fix that undoes it. Both have the form in which an issue
    stores its fixes, and are read by `issues/fixes/stored_fixes.py`.
    """

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="applied_fixes")
    label = models.TextField()
    done = models.JSONField()
    inverse = models.JSONField()
    applied_at = models.DateTimeField(default=timezone.now)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "applied fixes"

    def __str__(self) -> str:
        return self.label
