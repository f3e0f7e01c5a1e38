"""Rendering a mail from its templates and queuing it, whatever its kind.

Mail is a row in the database. It is written in the transaction of the event that it reports, and
sent by `manage.py delivermail`. Every recipient gets a message of their own: with a shared To, a
server that refuses one of them loses that one silently. A mail that cannot be made or queued takes
nothing else with it (`issues/mail/unsendable.py`).
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection, send_mail
from django.template.loader import render_to_string

from issues.mail import unsendable
from issues.models import Issue, Mail
from members.jobs.terminal import printable

SUBJECT_LENGTH = 200


def to_staff(template: str, subject: str, **context: Any) -> None:
    """Queue a mail for each of ISSUE_EMAILS. `issue` or `issues` in the context is what the mail is
    about.
    """
    issue = context.get("issue")
    issues = [issue] if issue else context.get("issues", [])
    with unsendable.store_plain_on_failure(
        template, Mail.Audience.STAFF, subject, settings.ISSUE_EMAILS, issues
    ):
        subject, text, html = _rendered(template, subject, context)
        queue = get_connection(kind=template, audience=Mail.Audience.STAFF, issue=issue)
        for recipient in settings.ISSUE_EMAILS:
            send_mail(subject, text, None, [recipient], html_message=html, connection=queue)


def to_reporter(issue: Issue, template: str, subject: str, **context: Any) -> None:
    """Queue a mail for the reporter of an issue who left an address. Replies go to staff."""
    with unsendable.store_plain_on_failure(
        template, Mail.Audience.REPORTER, subject, [issue.email], [issue]
    ):
        subject, text, html = _rendered(template, subject, {"issue": issue, **context})
        queue = get_connection(kind=template, audience=Mail.Audience.REPORTER, issue=issue)
        message = EmailMultiAlternatives(
            subject, text, None, [issue.email], reply_to=settings.ISSUE_EMAILS, connection=queue
        )
        message.attach_alternative(html, "text/html")
        message.send()


def _rendered(template: str, subject: str, context: dict[str, Any]) -> tuple[str, str, str]:
    """Return the subject on one line of limited length, the text and the HTML.

    Characters that control a terminal or reverse the direction of text are spelt out.
    """
    line = " ".join(subject.split())
    if len(line) > SUBJECT_LENGTH:
        line = line[: SUBJECT_LENGTH - 3] + "..."
    context = {**context, "site": settings.SITE_URL, "subject": line}
    rendered = (render_to_string(f"mail/{template}.{kind}", context) for kind in ("txt", "html"))
    text, html = (part.replace("\r\n", "\n").replace("\r", "\n") for part in rendered)
    return printable(line), printable(text), printable(html)
