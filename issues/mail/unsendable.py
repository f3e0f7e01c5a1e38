"""Mail that cannot be made or queued: a plain row is stored instead, which staff see, and nothing
else is lost.

The row lists only the issues that the mail was about. It is not sent until staff say so.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.db import transaction

from issues.mail import secret_links
from issues.models import Issue, Mail
from issues.values.storable_text import printable
from members.storage import database_errors

logger = logging.getLogger(__name__)

LISTED = 20

_unmade: ContextVar[list[Mail] | None] = ContextVar("unmade", default=None)


@contextmanager
def collect_unmade() -> Iterator[list[Mail]]:
    """Collect the mails that could not be made within the block. A block around it gets them too,
    unless this one fails.
    """
    unmade: list[Mail] = []
    around = _unmade.get()
    token = _unmade.set(unmade)
    try:
        yield unmade
    finally:
        _unmade.reset(token)
    if around is not None:
        around += unmade


@contextmanager
def store_plain_on_failure(
    kind: str, audience: str, subject: str, recipients: Sequence[str], issues: Sequence[Issue]
) -> Iterator[None]:
    """If the block fails, roll back what it wrote, store a plain row for each recipient, and go on.

    Raises the error if the database is unavailable, because then the mail is not at fault.
    """
    try:
        with transaction.atomic():
            yield
    except Exception as error:
        if database_errors.is_gone(error):
            raise
        numbers = ", ".join(str(issue.pk) for issue in issues[:LISTED])
        logger.exception("A mail could not be made: %s, about issues: %s", kind, numbers or "none")
        rows = [
            _plain(kind, audience, subject, recipient, issues, error) for recipient in recipients
        ]
        Mail.objects.bulk_create(rows)
        if (unmade := _unmade.get()) is not None:
            unmade += rows


def _plain(
    kind: str,
    audience: str,
    subject: str,
    recipient: str,
    issues: Sequence[Issue],
    error: Exception,
) -> Mail:
    return Mail(
        kind=kind,
        audience=audience,
        issue=issues[0] if len(issues) == 1 else None,
        sender=settings.DEFAULT_FROM_EMAIL,
        recipient=printable(recipient),
        reply_to=", ".join(settings.ISSUE_EMAILS) if audience == Mail.Audience.REPORTER else "",
        subject=printable(subject),
        text="\n".join(_lines(audience, issues)),
        state=Mail.State.UNMADE,
        error=secret_links.hide(printable(f"{type(error).__name__}: {error}")),
    )


def _lines(audience: str, issues: Iterable[Issue]) -> Iterator[str]:
    if audience == Mail.Audience.REPORTER:
        yield from (
            f"Your report and its progress: {settings.SITE_URL}{issue.get_absolute_url()}"
            for issue in issues
        )
        return
    yield "This message could not be written in full. It is about:"
    yield from [issue.admin_url for issue in issues] or [f"{settings.SITE_URL}/admin/"]
