"""Django's e-mail backend for this site: mail is stored as rows, to be delivered later.

The rows are written in the caller's transaction, and are rolled back or kept with it. They hold
exactly what was rendered, to the byte: no text is ever treated as a template again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from issues.models import Issue, Mail

Audience = Mail.Audience


class EmailBackend(BaseEmailBackend):
    """Stores one row for each recipient of each message.

    `get_connection(kind=..., audience=..., issue=...)` describes the mail. Without an audience it
    counts as the most private kind, which only superusers can read.
    """

    def __init__(
        self,
        fail_silently: bool = False,
        *,
        kind: str = "",
        audience: str = Audience.ACCOUNT,
        issue: Issue | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(fail_silently=fail_silently, **kwargs)
        self.about = {"kind": kind, "audience": audience, "issue": issue}

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue the messages and return how many. Raises ValueError if one has parts that a row
        cannot hold.
        """
        rows = [row for message in email_messages for row in self._rows(message)]
        Mail.objects.bulk_create(rows)
        return len(email_messages)

    def _rows(self, message: EmailMessage) -> Iterator[Mail]:
        alternatives = message.alternatives if isinstance(message, EmailMultiAlternatives) else []
        html = [str(content) for content, kind in alternatives if kind == "text/html"]
        beyond = (
            alternatives[1:]
            or len(html) < len(alternatives)
            or message.attachments
            or message.extra_headers
        )
        if beyond or message.content_subtype != "plain":
            raise ValueError(
                "Mail is queued as text with at most one HTML part: "
                "attachments and headers are not stored."
            )
        for recipient in message.recipients():
            yield Mail(
                **self.about,
                sender=message.from_email,
                recipient=recipient,
                reply_to=", ".join(message.reply_to),
                subject=str(message.subject),
                text=str(message.body),
                html="".join(html),
            )
