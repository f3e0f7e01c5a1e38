"""The table of issues."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from issues.models.choices import (
    ACTIVE,
    STABLE,
    DismissalReason,
    Origin,
    Priority,
    Severity,
    Status,
)
from issues.models.querysets import IssueQuerySet
from issues.models.run import Run
from members import fields
from members.models import Chamber, Member


def new_token() -> str:
    """Return a new secret for the address of a report: 32 characters, safe in URLs."""
    return secrets.token_urlsafe(24)


class Issue(models.Model):
    """One thing for staff to triage: a check's stored finding, a report from the public, or a note
    by staff.

    - `fingerprint`: the identity of a check's issue (`Finding.fingerprint`); "" for any other
    - `evidence_hash`: the state of the evidence; a run compares it to see if the evidence differs
    - `revision`: moves with every change, so that a run sees what was touched while it read
    - `evidence`, `fixes`: the finding's Evidence, and its Fixes as dicts, in the form of
      `issues/findings/finding.py`
    - `member_slugs`, `chamber_slugs`, `source_slugs`: everything concerned, also once it is deleted

    Every change of status goes through `issues/triage/`.
    """

    name = models.CharField("reporter's name", max_length=200, blank=True)
    email = models.EmailField("reporter's e-mail", blank=True)
    issue = models.TextField("what is wrong")
    member = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="issues"
    )
    status = models.PositiveSmallIntegerField(choices=Status, default=Status.OPEN, db_index=True)

    origin = models.CharField(max_length=10, choices=Origin, default=Origin.STAFF)
    check_name = models.CharField("check", max_length=100, blank=True, db_index=True)
    severity = models.CharField(max_length=10, choices=Severity, blank=True)
    priority = models.PositiveSmallIntegerField(choices=Priority, default=Priority.NORMAL)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    evidence_hash = models.CharField(max_length=64, blank=True, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)

    label = models.CharField(
        "about", max_length=300, blank=True, help_text="Kept when the member is deleted."
    )
    chamber = models.ForeignKey(
        Chamber, null=True, blank=True, on_delete=models.SET_NULL, related_name="issues"
    )
    field = models.CharField(
        max_length=100, blank=True, help_text="In the CSV's words: email, phone:electorate, ..."
    )
    member_slugs = models.JSONField(default=list, editable=False)
    chamber_slugs = models.JSONField(default=list, editable=False)
    source_slugs = models.JSONField(
        default=list, editable=False, help_text="Slugs of the official lists that it rests on."
    )
    evidence = models.JSONField(default=dict, editable=False)
    fixes = models.JSONField(default=list, editable=False)
    fixes_hash = models.CharField(
        max_length=64,
        blank=True,
        editable=False,
        help_text="A hash of the fixes, by which a run sees that they differ.",
    )

    proposed = models.TextField("what would be right", blank=True)
    source = models.TextField("where it can be seen", blank=True)
    confirmed_at = models.DateTimeField(
        null=True, editable=False, help_text="When the reporter asked for further mail."
    )
    erased_at = models.DateTimeField(
        null=True, editable=False, help_text="When the reporter's name and address were erased."
    )
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)

    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="issues",
    )
    snoozed_until = models.DateField(null=True, blank=True)
    dismissal_reason = models.CharField(max_length=20, choices=DismissalReason, blank=True)
    dismissed_until = models.DateField(null=True, blank=True)
    first_seen = models.DateTimeField(default=timezone.now)
    resolved_at = models.DateTimeField(null=True, blank=True)
    reopened_at = models.DateTimeField(
        null=True, editable=False, help_text="When a check last opened it again."
    )
    flapping_since = models.DateTimeField(
        null=True,
        editable=False,
        help_text="Since when it has come and gone; the daily digest lists it.",
    )
    run = models.ForeignKey(
        Run,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="issues",
        help_text="The run that opened it.",
    )

    objects = IssueQuerySet.as_manager()

    class Meta:
        ordering = ["priority", "-first_seen", "-pk"]
        indexes = [models.Index(fields=["check_name", "status"])]
        constraints = [
            models.UniqueConstraint(
                fields=["fingerprint"],
                condition=~models.Q(fingerprint=""),
                name="issue_fingerprint_once",
            ),
        ]
        permissions = [("triage_issue", "Can triage issues")]

    def __str__(self) -> str:
        return self.summary

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save together with the mail that `post_save` queues, in one transaction.

        Django by itself sends that signal after the commit.
        """
        with transaction.atomic():
            super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Return the path of the reporter's page."""
        return reverse("report", args=[self.token])

    @property
    def summary(self) -> str:
        """Return a short description on one line, for subjects and lists."""
        if self.origin == Origin.PUBLIC:  # a stranger's text stays out of subjects
            about = ": ".join(part for part in (self.label, fields.label(self.field)) if part)
            return f"report about {about}" if about else "report from the site"
        return Truncator(" ".join(self.issue.split())).chars(150) or self.label

    @property
    def observed(self) -> str:
        """Return the value that the check observed; "" for a report."""
        return str(self.evidence.get("observed", ""))

    @property
    def expected(self) -> str:
        """Return the value that the check expects, or that the reporter proposed; "" if not
        known."""
        return str(self.evidence.get("expected", "") or self.proposed)

    @property
    def person(self) -> str:
        """Return the member's name; for somebody who is only in an official list, the name
        there."""
        return self.member.name if self.member else str(self.evidence.get("person", ""))

    @property
    def is_active(self) -> bool:
        """True if the issue still waits for somebody: open, in progress or snoozed."""
        return self.status in ACTIVE

    @property
    def is_flapping(self) -> bool:
        """True if checks opened and closed it repeatedly, and it has not been stable for a week
        since."""
        return self.flapping_since is not None and not self.is_stable(timezone.now())

    def is_stable(self, now: datetime) -> bool:
        """True if a week passed between its reopening and its closing, or since the later of them.

        True as well if no check ever reopened it.
        """
        moments = sorted(
            moment for moment in (self.reopened_at, self.resolved_at) if moment and moment <= now
        )
        if self.reopened_at not in moments:
            return True
        return any(
            after - before > STABLE
            for before, after in zip(moments, [*moments[1:], now], strict=True)
        )

    @property
    def admin_url(self) -> str:
        """Return the full address of the issue's page in the admin."""
        return f"{settings.SITE_URL}/admin/issues/issue/{self.pk}/change/"
