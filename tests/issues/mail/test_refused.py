"""Refused recipients: a reporter's dead address is left to the reporter. Staff's addresses, our
sender and our server are trouble of the service."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from issues import triage
from issues.health import conditions
from issues.mail import delivery
from issues.models import Issue, Mail
from issues.models.choices import Origin
from issues.privacy import erasure
from tests.support.mail import QueuedMail
from tests.support.smtp import SmtpServer

pytestmark = pytest.mark.django_db

RITA, STAFF = "rita@example.net", "one@example.org"
State = Mail.State


@pytest.fixture(autouse=True)
def server(queued_mail: QueuedMail, smtp: SmtpServer, settings: Settings) -> None:
    settings.EMAIL_DELIVERY_BACKEND = "issues.mail.smtp_client.SmtpBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.ISSUE_EMAILS = (
        "127.0.0.1",
        smtp.port,
        [STAFF],
    )


@pytest.fixture
def issue() -> Issue:
    return Issue.objects.create(origin=Origin.PUBLIC, issue="She moved.", email=RITA)


def state(address: str) -> str:
    return Mail.objects.get(recipient=address).state


def later() -> None:
    """Date every queued message back by three days and make it due."""
    Mail.objects.update(created_at=timezone.now() - timedelta(days=3), due_at=timezone.now())


def troubles() -> list[str]:
    return [
        trouble.what for trouble in conditions.troubles(timezone.now()) if "mail" in trouble.what
    ]


def test_a_reporters_address_that_is_refused_for_good_is_final_and_noted_and_no_trouble(
    issue: Issue, smtp: SmtpServer, admin_client: Client
) -> None:
    smtp.refused = {RITA}
    for _ in range(2):
        done = delivery.deliver()
        assert (done.refused, done.failed) == (1, 0)
        assert (state(RITA), state(STAFF)) == (State.REFUSED, State.SENT)
        later()
        assert troubles() == []
        (note,) = issue.events.exclude(note="").values_list("note", flat=True)
        assert "(550)" in note
        assert RITA not in note
        assert note in admin_client.get(f"/admin/issues/issue/{issue.pk}/change/").content.decode()
        call_command("delivermail")
        assert len(smtp.received) == 1
        mail = Mail.objects.get(recipient=RITA)
        admin_client.post(
            "/admin/issues/mail/",
            {"action": "send_again", "_selected_action": [mail.pk], "index": "0"},
        )


def test_a_mailbox_that_is_full_is_asked_again_for_two_weeks_and_is_no_trouble_either(
    issue: Issue, smtp: SmtpServer
) -> None:
    smtp.says = {"RCPT": "452 4.2.2 Mailbox full"}
    Mail.objects.filter(recipient=STAFF).delete()
    assert delivery.deliver().failed == 1
    assert state(RITA) == State.QUEUED
    later()
    assert troubles() == []
    Mail.objects.update(created_at=timezone.now() - delivery.GIVE_UP - timedelta(days=1))
    delivery.deliver()
    assert (state(RITA), troubles(), issue.events.filter(note__contains="two weeks").count()) == (
        State.REFUSED,
        [],
        1,
    )


@pytest.mark.parametrize("at", ["MAIL", "DATA"])
def test_a_refusal_of_the_sender_or_the_text_is_ours(
    at: str, issue: Issue, smtp: SmtpServer
) -> None:
    smtp.says = {at: "550 5.7.1 Not from you"}
    assert delivery.deliver().failed == 2
    assert (state(RITA), state(STAFF)) == (State.QUEUED, State.QUEUED)
    later()
    assert troubles() == ["mail stuck"]
    assert not issue.events.exclude(note="").exists()


def test_staffs_address_that_is_refused_is_ours(issue: Issue, smtp: SmtpServer) -> None:
    smtp.refused = {STAFF}
    assert delivery.deliver().failed == 1
    later()
    assert (state(STAFF), state(RITA), troubles()) == (State.QUEUED, State.SENT, ["mail stuck"])


@pytest.mark.parametrize("address", ["a@b@example.net", "x\n@example.net", "@example.net\\"])
def test_an_address_that_the_server_cannot_be_told_is_refused_too(
    address: str, issue: Issue, smtp: SmtpServer
) -> None:
    Mail.objects.filter(recipient=RITA).update(recipient=address)
    done = delivery.deliver()
    assert (done.refused, done.failed, done.sent, state(address)) == (1, 0, 1, State.REFUSED)


def test_staff_put_aside_what_cannot_be_sent_and_erasure_takes_it_still(
    issue: Issue, smtp: SmtpServer, admin_client: Client
) -> None:
    smtp.says = {"DATA": "554 No"}
    delivery.deliver()
    later()
    keys = list(Mail.objects.values_list("pk", flat=True))
    admin_client.post(
        "/admin/issues/mail/", {"action": "put_aside", "_selected_action": keys, "index": "0"}
    )
    assert troubles() == []
    assert delivery.deliver() == delivery.Delivery()
    erasure.erase(issue.pk, triage.Actor())
    assert list(Mail.objects.values_list("recipient", flat=True)) == [STAFF]
