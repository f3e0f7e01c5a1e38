"""The queue of mail, and what became of each message."""

from __future__ import annotations

import re
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.utils import timezone

from issues.models.issue import Issue


def new_message_id() -> str:
    """Return a new Message-ID, which does not name this machine."""
    return make_msgid(domain=urlsplit(settings.SITE_URL).hostname or "localhost")


class Mail(models.Model):
    """One message to one recipient, as it was rendered.

    Written in the transaction of what it reports (`issues/mail/queue.py`), sent by `manage.py
    delivermail` (`issues/mail/delivery.py`). Texts have no maximum length: a long address or
    subject must not stop what the mail reports.
    """

    class Audience(models.TextChoices):
        STAFF = "staff", "staff"
        REPORTER = "reporter", "a reporter"
        ACCOUNT = "account", "the owner of an account"

    class State(models.TextChoices):
        QUEUED = "queued", "queued"
        SENT = "sent", "sent"
        FAILED = "failed", "failed"
        REFUSED = "refused", "address refused"
        SET_ASIDE = "set_aside", "put aside"
        HELD = "held", "held until staff send it"
        UNMADE = "unmade", "could not be made"

    message_id = models.CharField("Message-ID", max_length=255, unique=True, default=new_message_id)
    kind = models.CharField(max_length=50, blank=True, help_text="The name of its template.")
    audience = models.CharField("for", max_length=10, choices=Audience)
    issue = models.ForeignKey(
        Issue,
        null=True,
        on_delete=models.SET_NULL,
        related_name="mails",
        help_text="The one issue it is about.",
    )
    sender = models.TextField("from")
    recipient = models.TextField("to")
    reply_to = models.TextField(blank=True)
    subject = models.TextField(blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    created_at = models.DateTimeField("queued", default=timezone.now, db_index=True)
    due_at = models.DateTimeField(
        "due", default=timezone.now, help_text="When it is tried next, or was tried last."
    )
    sent_at = models.DateTimeField("sent", null=True)
    tries = models.PositiveIntegerField(default=0)
    error = models.TextField(
        blank=True, help_text="Why it could not be sent when it was last tried."
    )

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "due_at"])]
        verbose_name_plural = "mail"

    def __str__(self) -> str:
        return self.subject or f"mail {self.pk}"

    @property
    def about(self) -> set[int]:
        """The numbers of the issues that it is about."""
        linked = {
            int(number)
            for number in re.findall(r"/admin/issues/issue/(\d{1,18})/change/", self.text)
        }
        return linked or ({self.issue_id} if self.issue_id else set())
