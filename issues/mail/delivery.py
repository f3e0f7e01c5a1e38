"""Delivery of queued mail, one message at a time: none is sent twice, and a bad one blocks no
other.

A message is marked as sent right after the server accepted it. If the process is killed between the
two, the message is sent again with the same Message-ID. No transaction is open while talking to a
server.
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
#: A header line has at most 998 characters, and a word without spaces cannot be folded.
SUBJECT_LENGTH = 900
ERROR_LENGTH = 1000

State = Mail.State

#: Sent in the transaction that gives up a message to a reporter, with `issue`, which is locked, and
#: `text` for staff.
gave_up = Signal()


@dataclass
class Delivery:
    """The result of one delivery: how many messages were sent, permanently refused by a reporter's
    server, and not sent for now.

    `down` is the reason why the server could not be reached at all, or "".
    """

    sent: int = 0
    refused: int = 0
    failed: int = 0
    down: str = ""


def deliver() -> Delivery:
    """Send every message that is due.

    Raises LeaseTaken if another delivery is in progress, and LeaseLost if another process took over
    the lease.
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
    """Build the condition for mail that was due so long ago that nothing seems to send it or no
    server accepts it.
    """
    return Q(Q(due_at__lt=now - LATE) | _ahead(now), state=State.QUEUED)


def undelivered() -> Q:
    """Build the condition for mail that failed permanently, could not be made, or has been waiting
    for more than a day.

    Mail that waits for a reporter's mailbox is left out: the server answers, and the service is not
    at fault for the address that a reporter gave.
    """
    now = timezone.now()
    waiting = Q(
        Q(created_at__lt=now - STUCK)
        | Q(created_at__gt=clock.latest_possible("issues.Mail.created_at", now)),
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
    """Select the mail to try now."""
    now = timezone.now()
    return Mail.objects.filter(Q(due_at__lte=now) | _ahead(now), state=State.QUEUED).order_by("pk")


def _ahead(now: datetime) -> Q:
    """Build the condition for a due time further ahead than is possible. No message waits longer
    than a day, so a clock was ahead.
    """
    return Q(due_at__gt=clock.latest_possible("issues.Mail.due_at", now))


def _send(mail: Mail, line: SmtpConnection, delivery: Delivery) -> bool:
    """Send one message. Returns False if the server cannot be reached: all other mail stays due for
    the next delivery.
    """
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
            reason := smtp_errors.permanent_refusal(error)
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
    """Try again after 1, 2, 4 ... minutes, at most hourly, for 14 days. Then it stays failed until
    staff send it again.

    If the server ended the connection instead of answering, the message is tried at most daily,
    because the server may have delivered it each time. A reporter's mailbox that accepted nothing
    for so long counts as one that refuses.
    """
    logger.warning(
        "A message could not be sent: %s", loggable.summary(error), extra={"mail": mail.message_id}
    )
    if timezone.now() - mail.created_at <= GIVE_UP and not smtp_errors.can_never_be_sent(error):
        _record(mail, error, State.QUEUED)
    elif mail.audience == Mail.Audience.REPORTER and _error(error).startswith(
        smtp_errors.ABOUT_RECIPIENT
    ):
        _refuse(mail, error, "no mail was accepted for two weeks")
    else:
        _record(mail, error, State.FAILED)


def _refuse(mail: Mail, error: Exception, reason: str) -> None:
    """Give up a message to a reporter, and add a note to the issue."""
    logger.info("A message was refused for good.", extra={"mail": mail.message_id})
    with transaction.atomic():
        # The issue is locked first, as everywhere.
        issue = Issue.objects.select_for_update().filter(pk=mail.issue_id or 0).first()
        _record(mail, error, State.REFUSED)
        text = f"The reporter gets no mail: the server refuses their address ({reason})."
        if issue and not issue.events.filter(note=text).exists():
            gave_up.send(sender=Mail, issue=issue, text=text)


def _record(mail: Mail, error: Exception, state: str) -> None:
    now = timezone.now()
    wait = min(
        timedelta(minutes=2 ** min(mail.tries, 20)),
        DAILY if smtp_errors.is_dropped(error) else HOURLY,
    )
    # A message that staff put aside meanwhile stays so.
    queued = Mail.objects.filter(pk=mail.pk, state=State.QUEUED)
    queued.update(
        state=state,
        due_at=now + wait if state == State.QUEUED else now,
        tries=F("tries") + 1,
        error=_error(error),
    )


def _error(error: Exception) -> str:
    return secret_links.hide(printable(f"{type(error).__name__}: {error}"))[:ERROR_LENGTH]
