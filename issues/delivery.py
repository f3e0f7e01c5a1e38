"""Sending the mail that is queued, one message at a time, so that none is sent twice and a bad one blocks no other.

A message is marked as sent right after the server took it. Killed between the two, it is sent again, with the same
Message-ID. No transaction is open while a server is spoken to.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from issues import clock, throttle
from issues.lease import Held, hold
from issues.models import Mail

logger = logging.getLogger(__name__)

LEASE = "delivermail"
KEEP = timedelta(days=30)
GIVE_UP = timedelta(days=14)
STUCK = timedelta(days=1)
LATE = timedelta(minutes=15)
#: A header's line has at most 998 characters, and a word without blanks cannot be folded.
SUBJECT_LENGTH = 900
ERROR_LENGTH = 1000

State = Mail.State


@dataclass
class Delivery:
    """How many messages were sent and how many could not be; `down` says why the server could not be reached at all."""

    sent: int = 0
    failed: int = 0
    down: str = ""


def deliver() -> Delivery:
    """Send every message that is due, and delete what was delivered 30 days ago.

    Raises LeaseTaken when another delivery is in progress, LeaseLost when this one was overtaken.
    """
    delivery = Delivery()
    with hold(LEASE) as lease:
        connection = get_connection(settings.EMAIL_DELIVERY_BACKEND)
        due = list(_due().values_list("pk", flat=True))
        try:
            for pk in due:
                mail = Mail.objects.filter(pk=pk, state=State.QUEUED).first()
                if mail is not None and not _send(mail, connection, lease, delivery):
                    break
        finally:
            connection.close()
        _purge()
    return delivery


def overdue(now: datetime) -> Q:
    """Mail that is due for so long that nobody seems to send it, or no server to take it."""
    return Q(state=State.QUEUED, due_at__lt=now - LATE)


def undelivered() -> Q:
    """Select mail that failed for good, could not be made, or has been waiting for more than a day."""
    return Q(state__in=(State.FAILED, State.UNMADE)) | Q(state=State.QUEUED, created_at__lt=timezone.now() - STUCK)


def message_of(mail: Mail, connection: BaseEmailBackend | None = None) -> EmailMultiAlternatives:
    """Build the message that a row describes."""
    message = EmailMultiAlternatives(
        " ".join(mail.subject.split())[:SUBJECT_LENGTH],
        mail.text,
        mail.sender,
        [mail.recipient],
        connection=connection,
        headers={"Message-ID": mail.message_id},
        reply_to=[mail.reply_to] if mail.reply_to else None,
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message


def _due() -> QuerySet[Mail]:
    """What is to be tried now. No message waits for longer than an hour: a later moment is of a clock that was ahead."""
    now = timezone.now()
    due = Q(due_at__lte=now) | Q(due_at__gt=clock.limit("issues.Mail.due_at", now))
    return Mail.objects.filter(due, state=State.QUEUED).order_by("pk")


def _send(mail: Mail, connection: BaseEmailBackend, lease: Held, delivery: Delivery) -> bool:
    """Send one message. False when the server cannot be reached: the rest stays due and is tried at the next delivery."""
    try:
        connection.open()
    except Exception as error:
        delivery.down = f"{type(error).__name__}: {error}"
        return False
    lease.renew()
    try:
        message_of(mail, connection).send()
    except Exception as error:
        delivery.failed += 1
        connection.close()
        _try_later(mail, error)
    else:
        delivery.sent += 1
        Mail.objects.filter(pk=mail.pk).update(state=State.SENT, sent_at=timezone.now(), error="")
        logger.info("Sent: %s", mail.kind or "mail", extra={"mail": mail.message_id})
    return True


def _try_later(mail: Mail, error: Exception) -> None:
    """After 1, 2, 4 ... minutes, at most hourly, for 14 days; then it stays as failed, to be sent again by hand.

    The last reason is kept with it.
    """
    logger.warning("A message could not be sent: %s", error, extra={"mail": mail.message_id})
    now = timezone.now()
    given_up = now - mail.created_at > GIVE_UP
    Mail.objects.filter(pk=mail.pk).update(
        state=State.FAILED if given_up else State.QUEUED,
        due_at=now + timedelta(minutes=min(2**mail.tries, 60)),
        tries=F("tries") + 1,
        error=f"{type(error).__name__}: {error}"[:ERROR_LENGTH],
    )


def _purge() -> None:
    before = timezone.now() - KEEP
    Mail.objects.filter(state=State.SENT, sent_at__lt=before).delete()
    throttle.forget(before)
