"""The reporter's page: history, "still wrong", and asking for mail."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from issues import triage
from issues.mail import confirmation
from issues.models import Issue, IssueEvent
from issues.models.choices import DismissalReason, Origin, Status
from issues.triage import Actor
from tests.issues.reports.intake_parts import TYPED, post, sent, shown
from tests.support.mail import QueuedMail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ada")]


def test_the_page_of_a_report_shows_its_history_and_no_word_that_was_typed(client: Client) -> None:
    issue = sent(client)
    answer = client.get(issue.get_absolute_url())
    page = shown(answer)
    assert "We received your report" in page
    assert "Ada Quill" in page
    assert not [typed for typed in TYPED.values() if typed in page]
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]


def test_the_page_tells_what_staff_did_without_their_names_and_notes(
    client: Client, django_user_model: Any
) -> None:
    issue = sent(client)
    staff = Actor(user=django_user_model.objects.create(username="secretname"))
    triage.take([issue], staff)
    issue.refresh_from_db()
    triage.note([issue], staff, "secretnote")
    issue.refresh_from_db()
    assert "In progress" in shown(client.get(issue.get_absolute_url()))
    triage.dismiss([issue], staff, DismissalReason.SOURCE_WRONG, note="secretnote")
    issue.refresh_from_db()
    page = shown(client.get(issue.get_absolute_url()))
    assert "took it in hand" in page
    assert "Closed without a change" in page
    assert "own list says something else" in page
    triage.reopen([issue], staff, "secretnote")
    page = shown(client.get(issue.get_absolute_url()))
    assert "It was opened again" in page
    assert "secret" not in page


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("reason", ["", *DismissalReason.values])
def test_every_status_and_reason_has_its_words(client: Client, status: Status, reason: str) -> None:
    issue = sent(client)
    Issue.objects.update(status=status, dismissal_reason=reason, snoozed_until=date(2030, 1, 1))
    assert client.get(issue.get_absolute_url()).status_code == 200


def test_still_wrong_opens_the_report_again_once(client: Client, queued_mail: QueuedMail) -> None:
    issue = sent(client)
    triage.resolve([issue], Actor())
    before = len(queued_mail)
    for _ in range(2):
        answer = client.post(issue.get_absolute_url(), {"text": "It rings there still."})
        assert answer.status_code == 302
    issue.refresh_from_db()
    assert issue.status == Status.OPEN
    assert [event.note for event in issue.events.filter(verb=IssueEvent.Verb.COMMENTED)] == [
        "It rings there still."
    ]
    assert len(queued_mail) == before + 2
    page = shown(client.get(issue.get_absolute_url()))
    assert "We have received what you wrote" in page
    assert "It rings there still." not in page


def test_still_wrong_needs_words_keeps_them_and_has_the_limit(
    client: Client, settings: Settings
) -> None:
    settings.REPORT_LIMIT = 1
    issue = sent(client)
    assert 'href="#id_text"' in shown(client.post(issue.get_absolute_url(), {"text": " "}))
    answer = client.post(issue.get_absolute_url(), {"text": "Again."})
    assert answer.status_code == 429
    assert "Again." in shown(answer)
    assert issue.events.count() == 1


def test_still_wrong_without_a_cookie_or_a_database_keeps_the_words(
    client: Client, request: pytest.FixtureRequest
) -> None:
    issue = sent(client)
    answer = Client(enforce_csrf_checks=True).post(issue.get_absolute_url(), {"text": "Again."})
    assert (answer.status_code, "Again." in shown(answer)) == (403, True)
    request.getfixturevalue("no_database")
    answer = client.post(issue.get_absolute_url(), {"text": "Again."})
    assert (answer.status_code, "Again." in shown(answer)) == (503, True)


def test_only_reports_have_pages(client: Client) -> None:
    [issue] = triage.open_issues([Issue(origin=Origin.CHECK, issue="Shared.")], Actor())
    for token in (issue.token, "unknown", "a" * 300):
        assert client.get(f"/reports/{token}/").status_code == 404
        assert client.post(f"/reports/{token}/", {"text": "x"}).status_code == 404


def test_the_page_outlives_its_member(client: Client) -> None:
    issue = sent(client)
    assert issue.member is not None
    issue.member.delete()
    assert "Ada Quill" in shown(client.get(issue.get_absolute_url()))


@pytest.mark.parametrize(
    "nothing", ["\u200b", "\u2060\ufeff\u00ad", "\u3164", "\u115f \u2800\n\uffa0", "\u0301"]
)
def test_a_report_of_which_nothing_is_seen_is_no_report(client: Client, nothing: str) -> None:
    answer = post(client, issue=nothing)
    assert answer.status_code == 200
    assert "Say what is wrong." in shown(answer)
    for something in (f"{nothing}?", "\U0001fa77", "\U0001fae8", "\ue000"):
        assert post(client, issue=something).status_code == 302


def test_mail_is_asked_for_by_a_button_and_once(client: Client, queued_mail: QueuedMail) -> None:
    issue = sent(client)
    path = confirmation.url(issue).removeprefix("http://localhost")
    assert path in queued_mail.to("rita@example.org")[0].text
    assert "<button" in shown(client.get(path))
    issue.refresh_from_db()
    assert issue.confirmed_at is None
    for _ in range(2):
        assert client.post(path)["Location"] == issue.get_absolute_url()
    issue.refresh_from_db()
    assert issue.confirmed_at is not None
    assert issue.events.filter(verb=IssueEvent.Verb.CONFIRMED).count() == 1
    assert "If you gave" not in shown(client.get(issue.get_absolute_url()))
    assert "You will get mail when it is closed" in shown(client.get(issue.get_absolute_url()))
    triage.resolve([issue], Actor())
    assert queued_mail.subjects("rita@example.org")[-1] == "Your report has been resolved"


def test_the_page_speaks_of_mail_alike_whether_an_address_was_given_or_not(client: Client) -> None:
    for issue in (sent(client), sent(client, issue="Another.", email="")):
        page = shown(client.get(issue.get_absolute_url()))
        assert "If you gave an e-mail address, we have written to it" in page
        assert "rita@example.org" not in page


def test_times_say_their_time_zone(client: Client, settings: Settings) -> None:
    issue = sent(client)
    Issue.objects.filter(pk=issue.pk).update(first_seen=datetime(2026, 11, 23, 18, 5, tzinfo=UTC))
    assert "<dd>23 November 2026, 18:05 UTC</dd>" in shown(client.get(issue.get_absolute_url()))
    settings.TIME_ZONE = "Australia/Darwin"
    assert "<dd>24 November 2026, 03:35 ACST</dd>" in shown(client.get(issue.get_absolute_url()))


def test_a_wrong_key_is_404(client: Client) -> None:
    issue = sent(client)
    other = sent(client, issue="Another.", email="")
    for path in (f"/reports/{issue.token}/confirm/wrong/", f"/reports/{issue.token}/confirm/{confirmation.key(other)}/",
                 f"/reports/{other.token}/confirm/{confirmation.key(other)}/"):  # fmt: skip
        assert client.get(path).status_code == 404
        assert client.post(path).status_code == 404
    assert not Issue.objects.exclude(confirmed_at=None).exists()
