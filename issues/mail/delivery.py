"""Sending the mail that is queued, one message at a time, so that none is sent twice and a bad one
blocks no other.

A message is marked as sent right after the server took it. Killed between the two, it is sent
again, with the same Message-ID. No transaction is open while a server is spoken to.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.dispatch import Signal
from django.utils import timezone

from issues import clock
from issues.lease import LeaseLost, hold
from issues.mail import secret_links, smtp_errors
from issues.mail.smtp_errors import SmtpConnection, Unreachable
from issues.models import Issue, Mail
from issues.values.storable_text import printable
from members.jobs import loggable

logger = logging.getLogger(__name__)

LEASE = "delivermail"
GIVE_UP = timedelta(days=14)
STUCK = timedelta(days=1)
HOURLY, DAILY = timedelta(hours=1), timedelta(days=1)
LATE = timedelta(minutes=15)
#: A header's line has at most 998 characters, and a word without blanks cannot be folded.
SUBJECT_LENGTH = 900
ERROR_LENGTH = 1000

State = Mail.State

#: Sent when a message to a reporter is given up, in the transaction that marks it: `issue`, which
#: is locked, and `text` for staff.
gave_up = Signal()


@dataclass
class Delivery:
    """How many messages were sent, refused for good by a reporter's server, and not sent for now;
    `down` says why the server could not be reached at all."""

    sent: int = 0
    refused: int = 0
    failed: int = 0
    down: str = ""


def deliver() -> Delivery:
    """Send every message that is due.

    Raises LeaseTaken when another delivery is in progress, LeaseLost when this one was overtaken.
    """
    delivery = Delivery()
    with hold(LEASE) as lease:
        line = SmtpConnection(lease.renew)
        due = list(_due().values_list("pk", flat=True))
        try:
            for pk in due:
                mail = Mail.objects.filter(pk=pk, state=State.QUEUED).first()
                if mail is not None and not _send(mail, line, delivery):
                    break
        finally:
            line.close()
    return delivery


def overdue(now: datetime) -> Q:
    """Mail that is due for so long that nobody seems to send it, or no server to take it."""
    return Q(Q(due_at__lt=now - LATE) | _ahead(now), state=State.QUEUED)


def undelivered() -> Q:
    """Select mail that failed for good, could not be made, or has been waiting for more than a day.

    Without what waits for a reporter's mailbox: the server answers, and whoever gave that address
    cannot make it our trouble.
    """
    now = timezone.now()
    waiting = Q(
        Q(created_at__lt=now - STUCK)
        | Q(created_at__gt=clock.limit("issues.Mail.created_at", now)),
        state=State.QUEUED,
    )
    not_ours = Q(audience=Mail.Audience.REPORTER, error__startswith=smtp_errors.ABOUT_RECIPIENT)
    return Q(state__in=(State.FAILED, State.UNMADE)) | (waiting & ~not_ours)


def message_of(mail: Mail) -> EmailMultiAlternatives:
    """Build the message that a row describes."""
    message = EmailMultiAlternatives(
        " ".join(mail.subject.split())[:SUBJECT_LENGTH],
        mail.text,
        mail.sender,
        [mail.recipient],
        headers={"Message-ID": mail.message_id},
        reply_to=[mail.reply_to] if mail.reply_to else None,
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message


def _due() -> QuerySet[Mail]:
    """What is to be tried now."""
    now = timezone.now()
    return Mail.objects.filter(Q(due_at__lte=now) | _ahead(now), state=State.QUEUED).order_by("pk")


def _ahead(now: datetime) -> Q:
    """No message waits for longer than a day: a later moment is of a clock that was ahead."""
    return Q(due_at__gt=clock.limit("issues.Mail.due_at", now))


def _send(mail: Mail, line: SmtpConnection, delivery: Delivery) -> bool:
    """Send one message. False when the server cannot be reached: the rest stays due and is tried at
    the next delivery."""
    try:
        line.send(message_of(mail))
    except LeaseLost:
        raise
    except Unreachable as error:
        delivery.down = str(error)
        return False
    except Exception as error:
        line.close()
        if mail.audience == Mail.Audience.REPORTER and (
            reason := smtp_errors.refused_for_good(error)
        ):
            delivery.refused += 1
            _refuse(mail, error, reason)
        else:
            delivery.failed += 1
            _try_later(mail, error)
    else:
        delivery.sent += 1
        Mail.objects.filter(pk=mail.pk).update(state=State.SENT, sent_at=timezone.now(), error="")
        logger.info("Sent: %s", mail.kind or "mail", extra={"mail": mail.message_id})
    return True


def _try_later(mail: Mail, error: Exception) -> None:
    """Try again after 1, 2, 4 ... minutes, at most hourly, for 14 days; then it stays as failed, to
    be sent again by hand.

    At most daily, if the server ended the connection in the place of an answer: it may have
    delivered the message each time. A reporter's mailbox that took nothing for so long counts as
    one that refuses.
    """
    logger.warning(
        "A message could not be sent: %s", loggable.said(error), extra={"mail": mail.message_id}
    )
    if timezone.now() - mail.created_at <= GIVE_UP and not smtp_errors.can_never_be_sent(error):
        _note(mail, error, State.QUEUED)
    elif mail.audience == Mail.Audience.REPORTER and _error(error).startswith(
        smtp_errors.ABOUT_RECIPIENT
    ):
        _refuse(mail, error, "no mail was taken for two weeks")
    else:
        _note(mail, error, State.FAILED)


def _refuse(mail: Mail, error: Exception, reason: str) -> None:
    """Give up a message to a reporter, and say so on the issue."""
    logger.info("A message was refused for good.", extra={"mail": mail.message_id})
    with transaction.atomic():
        # The issue first, as everybody locks it.
        issue = Issue.objects.select_for_update().filter(pk=mail.issue_id or 0).first()
        _note(mail, error, State.REFUSED)
        text = f"The reporter gets no mail: the server refuses their address ({reason})."
        if issue and not issue.events.filter(note=text).exists():
            gave_up.send(sender=Mail, issue=issue, text=text)


def _note(mail: Mail, error: Exception, state: str) -> None:
    now = timezone.now()
    wait = min(
        timedelta(minutes=2 ** min(mail.tries, 20)),
        DAILY if smtp_errors.is_dropped(error) else HOURLY,
    )
    # What staff put aside meanwhile stays so.
    queued = Mail.objects.filter(pk=mail.pk, state=State.QUEUED)
    queued.update(
        state=state,
        due_at=now + wait if state == State.QUEUED else now,
        tries=F("tries") + 1,
        error=_error(error),
    )


def _error(error: Exception) -> str:
    return secret_links.hide(printable(f"{type(error).__name__}: {error}"))[:ERROR_LENGTH]
