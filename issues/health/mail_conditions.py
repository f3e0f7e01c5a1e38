"""Conditions of the mail: that messages are composed, sent, and decided upon."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from issues.mail.delivery import overdue, undelivered
from issues.mail.trouble import Trouble
from issues.models import Mail

#: The number of rows that are named in the reason of one trouble.
LISTED = 20


def stuck_mail(now: datetime) -> Iterator[Trouble]:
    """Yield a trouble if messages failed or have waited for more than a day."""
    if count := Mail.objects.filter(undelivered()).exclude(state=Mail.State.UNMADE).count():
        yield Trouble(
            "mail stuck",
            f"{count} {'message has' if count == 1 else 'messages have'} failed, "
            "or waited for more than a day.",
            "The page of each message shows the mail server's answer. "
            "Solve the problem and send them again, or put them aside.",
            f"{reverse('admin:issues_mail_changelist')}?undelivered=yes",
        )


def unmade_mail(now: datetime) -> Iterator[Trouble]:
    """Yield a trouble if messages could not be composed."""
    mails = list(
        Mail.objects.filter(state=Mail.State.UNMADE).only("text", "issue").order_by("pk")[:LISTED]
    )
    if mails:
        numbers = sorted(set().union(*(mail.about for mail in mails)))
        listed = (
            f" They are about the issues {', '.join(map(str, numbers[:LISTED]))}."
            if numbers
            else ""
        )
        yield Trouble(
            "mail not made",
            f"Some messages could not be composed, so people were not informed.{listed}",
            "The page of each message shows why. Look at the issues, "
            "then send the messages as they are, or put them aside.",
            f"{reverse('admin:issues_mail_changelist')}?undelivered=yes",
        )


def late_mail(now: datetime) -> Iterator[Trouble]:
    """Yield a trouble if messages have been due for more than a quarter of an hour."""
    if count := Mail.objects.filter(overdue(now)).count():
        yield Trouble(
            "mail late",
            f"{count} {'message has' if count == 1 else 'messages have'} been due "
            "for more than a quarter of an hour, and not sent.",
            "Run `manage.py doctor`: it shows whether cron is running "
            "and whether the mail server accepts mail.",
            f"{reverse('admin:issues_mail_changelist')}?state__exact=queued",
        )


def held_mail(now: datetime) -> Iterator[Trouble]:
    """Yield a trouble if messages from a restored backup wait for a decision."""
    if count := Mail.objects.filter(state=Mail.State.HELD).count():
        yield Trouble(
            "mail held",
            f"{count} {'message was' if count == 1 else 'messages were'} queued in the backup "
            f"that was restored, and {'waits' if count == 1 else 'wait'} for a decision.",
            "Most may have been delivered since the backup was made. "
            "Look at them, then send them or put them aside.",
            f"{reverse('admin:issues_mail_changelist')}?state__exact=held",
        )
