"""Reports that look like spam are quarantined, and the sender sees no difference."""

from __future__ import annotations

import html
import time
from datetime import timedelta

import pytest
from django.test import Client

from issues.models import Issue, QuarantinedReport
from issues.reports import form_token
from tests.issues.reports.form_parts import form_key
from tests.issues.reports.intake_parts import TYPED, hidden, post, sent, shown
from tests.support.mail import QueuedMail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ada")]


def test_what_fills_in_the_trap_is_kept_without_an_issue_or_a_mail(
    client: Client, queued_mail: QueuedMail
) -> None:
    answer = post(client, homepage="http://casino.example")
    assert answer.status_code == 302
    kept = QuarantinedReport.objects.get()
    assert {name: getattr(kept, name) for name in TYPED} == TYPED
    assert (kept.member and kept.member.slug, kept.field) == ("ada-quill", "phone:electorate")
    assert not Issue.objects.exists()
    assert len(queued_mail) == 0
    page = client.get(answer["Location"])
    assert page.status_code == 200
    assert "It is waiting for our staff to look at it" in shown(page)
    assert TYPED["issue"] not in shown(page)


def test_spam_that_is_sent_twice_is_kept_once(client: Client) -> None:
    assert (
        post(client, homepage="x", key="k")["Location"]
        == post(client, homepage="x", key="k")["Location"]
    )
    assert QuarantinedReport.objects.count() == 1


def test_the_page_of_a_released_report_leads_to_the_issue(client: Client) -> None:
    place = post(client, homepage="x")["Location"]
    issue = sent(client, issue="Another.")
    QuarantinedReport.objects.update(released=issue)
    assert client.get(place)["Location"] == issue.get_absolute_url()


@pytest.mark.parametrize(
    ("key", "why"),
    [
        pytest.param("", "it was sent without the form", id="none"),
        pytest.param("made up", "its form did not come from this site", id="made-up"),
        pytest.param(
            form_key(salt="another"),
            "its form did not come from this site",
            id="signed-for-something-else",
        ),
        pytest.param(
            form_key(0), "it was sent within two seconds of opening the form", id="at-once"
        ),
        pytest.param(
            form_key(24 * 3600 + 60), "the form was opened more than a day before", id="old"
        ),
    ],
)
def test_a_form_without_an_honest_time_is_kept_apart_and_its_sender_told_the_same(
    client: Client, queued_mail: QueuedMail, monkeypatch: pytest.MonkeyPatch, key: str, why: str
) -> None:
    monkeypatch.setattr(
        "issues.reports.form_token.QUICKEST",
        timedelta(hours=1) if why.endswith("opening the form") else form_token.QUICKEST,
    )
    answer = post(client, key=key)
    assert answer.status_code == 302
    kept = QuarantinedReport.objects.get()
    assert (kept.why, kept.issue, kept.email) == (why, TYPED["issue"], TYPED["email"])
    assert not Issue.objects.exists()
    assert len(queued_mail) == 0
    assert client.get(answer["Location"]).status_code == 200


def test_a_form_that_was_shown_again_with_an_error_keeps_its_time(client: Client) -> None:
    key = form_key()
    assert hidden(shown(post(client, issue="", key=key)), "key") == html.escape(key)


def test_the_key_of_the_form_on_the_page_is_doubted_for_two_seconds_only(client: Client) -> None:
    key = hidden(shown(client.get("/report/")), "key")
    assert form_token.reason_to_doubt(key) == "it was sent within two seconds of opening the form"
    time.sleep(2.1)
    assert form_token.reason_to_doubt(key) == ""
