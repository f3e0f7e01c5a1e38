"""Servers that drop connections at any point: every message still arrives at the first delivery,
and no failure is counted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone
from pytest_django import Settings

from issues.mail import delivery
from issues.mail.smtp_errors import SmtpConnection
from issues.models import Issue, Mail
from tests.support.mail import QueuedMail
from tests.support.smtp import SmtpServer

pytestmark = pytest.mark.django_db
MESSAGES = 7


@pytest.fixture(autouse=True)
def queue(queued_mail: QueuedMail, smtp: SmtpServer, settings: Settings) -> None:
    """Queue seven messages to staff."""
    settings.EMAIL_DELIVERY_BACKEND = "issues.mail.smtp_client.SmtpBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.ISSUE_EMAILS = (
        "127.0.0.1",
        smtp.port,
        ["one@example.org"],
    )
    for number in range(MESSAGES):
        Issue.objects.create(issue=f"Thing {number} is wrong.")


@pytest.mark.parametrize("ends_by", ["close", "421"])
@pytest.mark.parametrize("ends_after", [1, 2, 3])
def test_a_server_that_ends_the_connection_after_some_messages_gets_each_once(
    smtp: SmtpServer, ends_by: str, ends_after: int
) -> None:
    smtp.ends_by, smtp.ends_after = ends_by, ends_after
    done = delivery.deliver()
    assert (done.sent, done.failed, done.down) == (MESSAGES, 0, "")
    assert len({message.message_id for message in smtp.received}) == len(smtp.received) == MESSAGES
    assert set(Mail.objects.values_list("state", "tries", "error")) == {("sent", 0, "")}


def test_one_that_ends_it_in_the_place_of_its_answer_is_sent_the_message_again_under_its_message_id(
    smtp: SmtpServer,
) -> None:
    smtp.ends_by, smtp.ends_after = "silence", 2
    assert delivery.deliver().failed == 0
    assert {message.message_id for message in smtp.received} == set(
        Mail.objects.values_list("message_id", flat=True)
    )
    assert len(smtp.received) <= 2 * MESSAGES


def test_one_that_never_answers_is_asked_once_a_delivery_for_each_message(smtp: SmtpServer) -> None:
    smtp.ends_by, smtp.ends_after = "silence", 1
    assert delivery.deliver().failed == MESSAGES
    assert len(smtp.received) == MESSAGES
    assert set(Mail.objects.values_list("state", "tries")) == {("queued", 1)}


def test_one_that_never_answers_repeats_a_message_a_few_times_in_two_weeks(
    smtp: SmtpServer,
) -> None:
    smtp.ends_by, smtp.ends_after = "silence", 1
    Mail.objects.exclude(pk=Mail.objects.order_by("pk")[0].pk).delete()
    while Mail.objects.get().state == "queued":
        delivery.deliver()
        waited = max(Mail.objects.get().due_at - timezone.now(), timedelta(0))
        Mail.objects.update(
            due_at=timezone.now(), created_at=Mail.objects.get().created_at - waited
        )
    assert Mail.objects.get().state == "failed"
    assert len({message.message_id for message in smtp.received}) == 1
    assert len(smtp.received) < 30


def test_what_staff_put_aside_while_it_was_tried_stays_so(
    smtp: SmtpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def aside(line: SmtpConnection, message: EmailMessage) -> None:
        Mail.objects.update(state="set_aside")
        raise OSError("The server said no.")

    monkeypatch.setattr(SmtpConnection, "send", aside)
    delivery.deliver()
    assert set(Mail.objects.values_list("state", flat=True)) == {"set_aside"}


def test_one_that_is_gone_after_some_messages_gets_the_rest_later(smtp: SmtpServer) -> None:
    smtp.ends_after, smtp.then_gone = 2, True
    done = delivery.deliver()
    assert (done.sent, done.failed) == (2, 0)
    assert "Refused" in done.down
    assert Mail.objects.filter(state="queued", tries=0).count() == MESSAGES - 2
