"""Sending the mail that is queued, one message at a time, so that none is sent twice and a bad one blocks no other.

A message is marked as sent right after the server took it. Killed between the two, it is sent again, with the same
Message-ID. No transaction is open while a server is spoken to.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Q, QuerySet
from django.utils import timezone
from post_office.models import STATUS, Email

from issues import throttle
from issues.lease import Held, hold

logger = logging.getLogger(__name__)

LEASE = "delivermail"
KEEP = timedelta(days=30)
GIVE_UP = timedelta(days=14)
STUCK = timedelta(days=1)
WAITING = (STATUS.queued, STATUS.requeued)


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
                email = Email.objects.filter(pk=pk, status__in=WAITING).first()
                if email is not None and not _send(email, connection, lease, delivery):
                    break
        finally:
            connection.close()
        _purge()
    return delivery


def undelivered() -> Q:
    """Mail that failed for good, or has been waiting for more than a day."""
    waiting = Q(status__in=WAITING) | Q(status=None)
    return Q(status=STATUS.failed) | (waiting & Q(created__lt=timezone.now() - STUCK))


def _due() -> QuerySet[Email]:
    now = timezone.now()
    due: QuerySet[Email] = Email.objects.filter(Q(scheduled_time=None) | Q(scheduled_time__lte=now), status__in=WAITING)
    return due.order_by("pk")


def _send(email: Email, connection: BaseEmailBackend, lease: Held, delivery: Delivery) -> bool:
    """Send one message. False when the server cannot be reached: the rest stays due and is tried at the next delivery."""
    try:
        connection.open()
    except Exception as error:
        delivery.down = f"{type(error).__name__}: {error}"
        return False
    lease.renew()
    try:
        email.dispatch(commit=False, connection=connection, disconnect_after_delivery=False)
    except Exception as error:
        delivery.failed += 1
        connection.close()
        _try_later(email, error)
    else:
        delivery.sent += 1
        Email.objects.filter(pk=email.pk).update(status=STATUS.sent, last_updated=timezone.now())
        logger.info("Sent: %s", email.subject, extra={"mail": email.message_id})
    return True


def _try_later(email: Email, error: Exception) -> None:
    """After 1, 2, 4 ... minutes, at most hourly, for 14 days; then it stays as failed, to be sent again by hand.

    The last reason is kept with it.
    """
    logger.warning("A message could not be sent: %s", error, extra={"mail": email.message_id})
    now = timezone.now()
    tries = (email.number_of_retries or 0) + 1
    given_up = now - email.created > GIVE_UP
    still_there = Email.objects.filter(pk=email.pk).update(
        status=STATUS.failed if given_up else STATUS.requeued,
        scheduled_time=now + timedelta(minutes=min(2 ** (tries - 1), 60)),
        number_of_retries=tries,
        last_updated=now,
    )
    if still_there:
        email.logs.all().delete()
        email.logs.create(status=STATUS.failed, message=str(error), exception_type=type(error).__name__)


def _purge() -> None:
    before = timezone.now() - KEEP
    Email.objects.filter(status=STATUS.sent, last_updated__lt=before).delete()
    throttle.forget(before)
