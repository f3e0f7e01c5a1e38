"""The table of everything that happens to issues."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from issues.models.issue import Issue
from issues.models.run import Run


class IssueEvent(models.Model):
    """One thing that happened to an issue. It holds neither a reporter's name nor a reporter's
    address.

    Events are only ever added. Erasing a reporter and redacting a value (`issues/privacy/`) are the
    two exceptions.
    """

    class Verb(models.TextChoices):
        """The kinds of event."""

        OPENED = "opened", "opened"
        UPDATED = "updated", "evidence changed"
        REOPENED = "reopened", "reopened"
        WOKEN = "woken", "woken from its snooze"
        RESOLVED = "resolved", "resolved"
        TAKEN = "taken", "taken"
        ASSIGNED = "assigned", "assigned"
        NOTED = "noted", "noted"
        PRIORITISED = "prioritised", "priority set"
        SNOOZED = "snoozed", "snoozed"
        DISMISSED = "dismissed", "dismissed"
        CONFIRMED = "confirmed", "reporter asked for mail"
        COMMENTED = "commented", "reporter wrote again"
        FIXED = "fixed", "fix applied"
        UNDONE = "undone", "fix undone"
        ERASED = "erased", "reporter's name and address erased"
        REDACTED = "redacted", "a value redacted"

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField(default=timezone.now)
    verb = models.CharField(max_length=20, choices=Verb)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    run = models.ForeignKey(Run, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    by_reporter = models.BooleanField(default=False)
    note = models.TextField(blank=True, help_text="Seen by staff only.")
    old = models.JSONField(default=dict)
    new = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_verb_display()} by {self.actor}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the event. Raises TypeError if it is stored already."""
        if self.pk is not None:
            raise TypeError("An event is only ever added, never changed.")
        super().save(*args, **kwargs)

    @property
    def actor(self) -> str:
        """Return the name of the user; otherwise "the reporter", "a check" or "the site"."""
        if self.user is not None:
            return str(self.user)
        return "the reporter" if self.by_reporter else "a check" if self.run_id else "the site"
