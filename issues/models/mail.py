"""The queue of mail, with the outcome of each message."""

from __future__ import annotations

import re
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.utils import timezone

from issues.models.issue import Issue


def new_message_id() -> str:
    """Return a new Message-ID on the site's domain, which does not reveal this machine's name."""
    return make_msgid(domain=urlsplit(settings.SITE_URL).hostname or "localhost")


class Mail(models.Model):
    """One message to one recipient, stored as it was rendered.

    It is written in the same transaction as what it reports (`issues/mail/queue.py`), and sent by
    `manage.py delivermail` (`issues/mail/delivery.py`). The texts have no maximum length, as a long
    address or subject must not stop what the mail reports.
    """

    class Audience(models.TextChoices):
        """The kinds of recipient."""

        STAFF = "staff", "staff"
        REPORTER = "reporter", "a reporter"
        ACCOUNT = "account", "the owner of an account"

    class State(models.TextChoices):
        """The states of delivery."""

        QUEUED = "queued", "queued"
        SENT = "sent", "sent"
        FAILED = "failed", "failed"
        REFUSED = "refused", "address refused"
        SET_ASIDE = "set_aside", "put aside"
        HELD = "held", "held until staff send it"
        UNMADE = "unmade", "could not be made"

    message_id = models.CharField("Message-ID", max_length=255, unique=True, default=new_message_id)
    kind = models.CharField(max_length=50, blank=True, help_text="The name of its template.")
    audience = models.CharField(max_length=10, choices=Audience)
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
        """Return the keys of the issues that the message is about: those that its text links to in
        the admin, else its one issue's."""
        linked = {
            int(number)
            for number in re.findall(r"/admin/issues/issue/(\d{1,18})/change/", self.text)
        }
        return linked or ({self.issue_id} if self.issue_id else set())
