"""The parts that other tests stand on do what they promise."""

from __future__ import annotations

import smtplib
from typing import TYPE_CHECKING

import pytest
from django.core.mail import send_mail

from tests.support.installation import Installation
from tests.support.mail import QueuedMail

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

    from tests.support.smtp import SmtpServer

MESSAGE = "From: a@example.org\r\nTo: b@example.org\r\nSubject: hello\r\n\r\nbody\r\n"


def test_an_installation_is_migrated_and_its_processes_use_its_own_database(installation: Installation) -> None:
    installation.query("INSERT INTO members_party (name, abbreviation) VALUES (%s, %s)", "Purple", "P%")
    seen = installation.manage("shell", "-v0", "-c", "from members.models import Party; print(*Party.objects.all())")
    assert seen.stdout.strip() == "Purple"


def test_the_next_installation_starts_afresh(installation: Installation) -> None:
    assert installation.query("SELECT count(*) FROM members_party") == [(0,)]
    assert installation.query("SELECT count(*) FROM members_chamber") == [(15,)]


def test_a_command_that_ends_otherwise_than_expected_fails_the_test_with_what_it_said(installation: Installation) -> None:
    with pytest.raises(AssertionError, match="Unknown command"):
        installation.manage("nonsense")


def test_the_smtp_server_keeps_what_it_accepted_and_turns_down_what_it_was_told_to(smtp: SmtpServer) -> None:
    smtp.refused.add("gone@example.org")
    with smtplib.SMTP("127.0.0.1", smtp.port) as client:
        refused = client.sendmail("a@example.org", ["b@example.org", "gone@example.org"], MESSAGE)
        smtp.busy = True
        with pytest.raises(smtplib.SMTPRecipientsRefused, match="451"):
            client.sendmail("a@example.org", ["b@example.org"], MESSAGE)
    assert list(refused) == ["gone@example.org"]
    assert [(m.subject, m.recipients, m.text) for m in smtp.received] == [("hello", ("b@example.org",), "body\n")]
    assert smtp.received_by("b@example.org") == smtp.received


def test_the_smtp_server_can_be_away_and_come_back_on_its_port(smtp: SmtpServer) -> None:
    smtp.stop()
    with pytest.raises(ConnectionRefusedError):
        smtplib.SMTP("127.0.0.1", smtp.port)
    smtp.start()
    with smtplib.SMTP("127.0.0.1", smtp.port) as client:
        client.sendmail("a@example.org", ["b@example.org"], MESSAGE)
    assert len(smtp.received) == 1


def test_queued_mail_is_in_the_database(queued_mail: QueuedMail) -> None:
    send_mail("hello", "body", None, ["one@example.org"])
    assert queued_mail.subjects("one@example.org") == ["hello"]
    assert queued_mail.to("two@example.org") == []


def test_a_browser_shows_what_the_live_server_serves(live_server: LiveServer, phone: Page) -> None:
    phone.goto(f"{live_server.url}/admin/login/")
    assert phone.locator("input[name=username]").count() == 1
    assert phone.evaluate("window.innerWidth") == 360
