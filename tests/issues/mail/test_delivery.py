"""Delivery to a real SMTP server by real processes."""

from __future__ import annotations

import time

import pytest

from tests.support.installation import Installation
from tests.support.smtp import SmtpServer

OPEN = """
from issues import triage
from issues.models import Issue
triage.open_issues([Issue(issue=f"Thing {{number}} is wrong.") for number in range({0})], triage.Actor())
"""


@pytest.fixture
def site(installation: Installation, smtp: SmtpServer) -> Installation:
    """An installation with three new issues, each to be mailed to two recipients."""
    installation.env["EMAIL_URL"] = smtp.url
    installation.manage("shell", "-c", OPEN.format(3))
    return installation


def waiting(site: Installation) -> int:
    """Return the number of queued messages."""
    return int(site.query("SELECT count(*) FROM issues_mail WHERE state <> 'sent'")[0][0])


def due_now(site: Installation) -> None:
    site.query("UPDATE issues_mail SET due_at = created_at")


def assert_each_issue_in_one_mail_to_each(
    smtp: SmtpServer,
    issues: int,
    recipients: tuple[str, ...] = ("one@example.org", "two@example.org"),
) -> None:
    for address in recipients:
        texts = {message.message_id: message.text for message in smtp.received_by(address)}
        for number in range(1, issues + 1):
            assert sum(f"/issue/{number}/change/" in text for text in texts.values()) == 1


def test_what_is_queued_is_delivered_once_in_text_and_html_with_a_message_id(
    site: Installation, smtp: SmtpServer
) -> None:
    assert "6 messages sent" in site.manage("delivermail").stdout
    assert_each_issue_in_one_mail_to_each(smtp, 3)
    assert len(smtp.received) == 6
    for received in smtp.received:
        assert len(received.recipients) == 1
        assert received.sender == "site@example.org"
        assert received.message_id != "None"
        assert received.subject.startswith("A new issue has been generated: Thing")
        assert "<h1" in received.html
    assert "0 messages sent" in site.manage("delivermail").stdout
    assert len(smtp.received) == 6


def test_a_server_that_is_down_loses_nothing_and_doubles_nothing(
    site: Installation, smtp: SmtpServer
) -> None:
    smtp.stop()
    failed = site.manage("delivermail", ok=(1,))
    assert f"127.0.0.1:{smtp.port} cannot be reached" in failed.stderr
    assert waiting(site) == 6
    smtp.start()
    site.manage("delivermail")
    assert_each_issue_in_one_mail_to_each(smtp, 3)
    assert len(smtp.received) == 6


def test_a_recipient_who_is_refused_blocks_no_other(site: Installation, smtp: SmtpServer) -> None:
    smtp.refused = {"one@example.org"}
    assert "3 messages could not be sent" in site.manage("delivermail", ok=(1,)).stderr
    assert_each_issue_in_one_mail_to_each(smtp, 3, ("two@example.org",))
    assert waiting(site) == 3
    site.manage("delivermail")  # not due yet
    smtp.refused = set()
    due_now(site)
    site.manage("delivermail")
    assert_each_issue_in_one_mail_to_each(smtp, 3)
    assert len(smtp.received) == 6


def test_a_server_that_says_later_is_asked_later(site: Installation, smtp: SmtpServer) -> None:
    smtp.busy = True
    site.manage("delivermail", ok=(1,))
    assert (len(smtp.received), waiting(site)) == (0, 6)
    smtp.busy = False
    due_now(site)
    site.manage("delivermail")
    assert_each_issue_in_one_mail_to_each(smtp, 3)


def test_a_delivery_that_is_killed_repeats_a_mail_only_under_the_same_message_id(
    site: Installation, smtp: SmtpServer
) -> None:
    smtp.delay = 0.2
    killed = site.popen("delivermail")
    end = time.monotonic() + 30
    while len(smtp.received) < 2:
        assert time.monotonic() < end
        time.sleep(0.01)
    killed.kill()
    killed.communicate()
    smtp.delay = 0
    site.manage("delivermail")
    assert waiting(site) == 0
    assert_each_issue_in_one_mail_to_each(smtp, 3)
    assert len({message.message_id for message in smtp.received}) == 6


def test_two_deliveries_at_once_send_nothing_twice(site: Installation, smtp: SmtpServer) -> None:
    smtp.delay = 0.1
    both = [site.popen("delivermail") for _ in range(2)]
    for process in both:
        process.communicate(timeout=60)
    assert [process.returncode for process in both] == [0, 0]
    assert len(smtp.received) == 6
