"""The reporter's page and mails: true of the right report, and in plain words."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from issues import triage
from issues.mail import confirmation, delivery
from issues.models import Issue
from issues.models.choices import DismissalReason, Origin
from issues.privacy import redaction
from issues.triage import Actor
from tests import factories
from tests.support.mail import QueuedMail
from tests.support.smtp import SmtpServer

pytestmark = pytest.mark.django_db

RITA = "rita.reporter@example.org"


def report(text: str = "She moved.", email: str = RITA) -> Issue:
    return Issue.objects.create(origin=Origin.PUBLIC, issue=text, email=email)


def page(client: Client, issue: Issue) -> str:
    return client.get(issue.get_absolute_url()).content.decode()


def test_one_mail_a_day_asks_for_news_of_all_reports_of_its_address(
    client: Client, queued_mail: QueuedMail
) -> None:
    first, second, closed = report(), report("So did he."), report("And they.")
    other = report("Somebody else's.", "other@example.org")
    triage.resolve([closed], Actor())
    assert len(queued_mail.to(RITA)) == 1
    path = confirmation.url(first).removeprefix("http://localhost")
    assert (
        "any of the 2 reports that were sent with your e-mail address"
        in client.get(path).content.decode()
    )
    client.post(path)
    assert set(Issue.objects.exclude(confirmed_at=None)) == {first, second}
    assert "You will get mail when it is" in page(client, second)
    assert "You have already asked for it" in client.get(path).content.decode()
    second.refresh_from_db()
    triage.resolve([second, other], Actor())
    assert queued_mail.subjects(RITA)[-1] == "Your report has been resolved"


def test_whoever_reports_once_more_can_ask_again_by_the_same_link(
    client: Client, queued_mail: QueuedMail
) -> None:
    first = report()
    path = confirmation.url(first).removeprefix("http://localhost")
    client.post(path)
    second = report("So did he.", RITA.upper().replace("@", "+news@"))
    assert "<button" in client.get(path).content.decode()
    client.post(path)
    second.refresh_from_db()
    assert second.confirmed_at is not None


def test_a_mailbox_that_refuses_is_no_mail_on_the_page(
    client: Client, queued_mail: QueuedMail, smtp: SmtpServer, settings: Settings
) -> None:
    settings.EMAIL_DELIVERY_BACKEND = "issues.mail.smtp_client.SmtpBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, smtp.refused = "127.0.0.1", smtp.port, {RITA}
    issue = report()
    assert "we have written to it" in page(client, issue)
    delivery.deliver()
    said = page(client, issue)
    assert "refuses our mail" in said
    assert "we have written to it" not in said


def test_an_address_that_was_redacted_gets_no_mail_and_is_told_none(
    client: Client, queued_mail: QueuedMail
) -> None:
    issue = report()
    client.post(confirmation.url(issue).removeprefix("http://localhost"))
    redaction.redact(RITA, "asked for")
    assert "You will get mail" not in page(client, issue)


def test_a_mail_names_the_site_and_whom_the_report_was_about_and_says_why_in_plain_words(
    client: Client, queued_mail: QueuedMail, settings: Settings
) -> None:
    issue = Issue.objects.create(
        origin=Origin.PUBLIC, issue="She moved.", email=RITA, member=factories.member()
    )
    client.post(confirmation.url(issue).removeprefix("http://localhost"))
    issue.refresh_from_db()
    triage.dismiss([issue], Actor(), DismissalReason.FALSE_POSITIVE)
    received, closed = queued_mail.to(RITA)
    for message in (received, closed):
        assert settings.SITE_URL in message.text.replace(issue.get_absolute_url(), "")
    for said in (closed.text, closed.html):
        assert "Ada Quill" in said
        assert "We looked into it and found that what is listed is right." in said
        assert DismissalReason.FALSE_POSITIVE.label not in said


def test_what_was_not_sent_is_not_thanked_for(client: Client) -> None:
    issue = report()
    client.post(issue.get_absolute_url(), {"text": "Still wrong."})
    assert "We have received what you wrote" in page(client, issue)
    refused = client.post(issue.get_absolute_url(), {"text": "x" * 100_000}).content.decode()
    assert "Not sent yet" in refused
    assert "We have received what you wrote" not in refused
