"""Sending a report: the form, the stored issue, and the mail."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from issues import triage
from issues.models import Issue, IssueEvent
from issues.models.choices import Origin, Status
from issues.triage import Actor
from tests.issues.reports.form_parts import form_key
from tests.issues.reports.intake_parts import TYPED, hidden, post, sent, shown
from tests.support.mail import QueuedMail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ada")]


def test_a_report_becomes_an_issue_with_everything_in_it(
    client: Client, queued_mail: QueuedMail
) -> None:
    issue = sent(client)
    assert {name: getattr(issue, name) for name in TYPED} == TYPED
    assert issue.member is not None
    assert (issue.origin, issue.status, issue.member.slug, issue.field) == (
        Origin.PUBLIC,
        Status.OPEN,
        "ada-quill",
        "phone:electorate",
    )
    assert (issue.label, issue.member_slugs, issue.chamber_slugs) == (
        "Ada Quill",
        ["ada-quill"],
        ["nt-la"],
    )
    assert issue.chamber == issue.member.chamber
    event = issue.events.get()
    assert (event.verb, event.by_reporter) == (IssueEvent.Verb.OPENED, True)


def test_each_of_staff_and_the_reporter_get_one_mail(
    client: Client, queued_mail: QueuedMail
) -> None:
    sent(client)
    subject = "A new issue has been generated: report about Ada Quill: Phone, electorate office"
    assert (
        queued_mail.subjects("one@example.org")
        == queued_mail.subjects("two@example.org")
        == [subject]
    )
    [mail] = queued_mail.to("rita@example.org")
    assert not [
        typed
        for typed in TYPED.values()
        if typed != "rita@example.org" and typed in mail.text + mail.html
    ]


def test_only_what_is_wrong_is_required(client: Client) -> None:
    issue = sent(client, proposed="", source="", name="", email="", member="", field="")
    assert (issue.member, issue.field, issue.label) == (None, "", "")


def test_the_addressed_member_counts_where_the_form_names_none(client: Client) -> None:
    client.post(
        "/report/?member=ada-quill&field=email", {"issue": "It bounces.", "key": form_key()}
    )
    issue = Issue.objects.get()
    assert (issue.label, issue.field) == ("Ada Quill", "email")


def test_the_form_shows_what_it_is_about_and_what_is_listed_now(client: Client) -> None:
    page = shown(client.get("/report/?member=ada-quill&field=phone:electorate"))
    assert "Ada Quill" in page
    assert "Phone, electorate office" in page
    assert "(08) 8999 0000" in page


@pytest.mark.parametrize("field", ["nonsense", "phone:CALL THIS NUMBER", "email:", ":", "x" * 500])
def test_a_field_that_is_none_is_not_repeated(client: Client, field: str) -> None:
    page = shown(client.get("/report/", {"member": "ada-quill", "field": field}))
    assert "Listed now" not in page
    assert sent(client, field=field).field == ""


def test_a_member_that_is_not_known_leaves_a_form_that_can_be_sent(client: Client) -> None:
    assert "We do not know the member" in shown(client.get("/report/?member=nobody&field=email"))
    assert sent(client, member="nobody").member is None


def test_what_was_typed_is_kept_on_an_error_and_the_error_is_tied_to_its_field(
    client: Client,
) -> None:
    answer = post(client, issue=" \n ", email="nonsense", name="Rita <b>")
    page = shown(answer)
    assert answer.status_code == 200
    assert not Issue.objects.exists()
    for kept in ("nonsense", "Rita &lt;b&gt;", TYPED["proposed"], TYPED["source"]):
        assert kept in page
    assert (hidden(page, "member"), hidden(page, "field")) == ("ada-quill", "phone:electorate")
    for field in ("issue", "email"):
        assert f'<a href="#id_{field}">' in page
        assert f'id="id_{field}_error"' in page
    assert page.count('aria-invalid="true"') == 2
    assert 'aria-describedby="id_email_helptext id_email_error"' in page


@pytest.mark.parametrize(
    "email",
    [
        "a@b",
        "rita@example.org\nBcc: all@example.org",
        "rita@example.org, other@example.org",
        '"a<b>c"@example.org',
        "Rita <rita@example.org>",
        "x" * 250 + "@example.org",
        "rita@-.org",
        "jürgen@example.org",  # valid, but not accepted by every mail server on the way
    ],
)
def test_an_address_that_no_mail_can_go_to_is_an_error_of_the_form(
    client: Client, queued_mail: QueuedMail, email: str
) -> None:
    assert 'href="#id_email"' in shown(post(client, email=email))
    assert not Issue.objects.exists()


@pytest.mark.parametrize(
    "email",
    [
        "rita@bücher.example.org",
        "o'rita+news@example.org",
        " Rita@Example.ORG ",
        "rita\x00@example.org",
    ],
)
def test_an_unusual_address_is_accepted_with_its_mail(
    client: Client, queued_mail: QueuedMail, email: str
) -> None:
    sent(client, email=email)
    assert len(queued_mail) == 3


def test_line_breaks_in_a_name_and_a_source_become_spaces(client: Client) -> None:
    issue = sent(client, name="Rita\r\nBcc: all@example.org", source="see\r\nthere")
    assert (issue.name, issue.source) == ("Rita Bcc: all@example.org", "see there")


def test_characters_that_no_database_keeps_are_left_out(client: Client) -> None:
    issue = sent(client, issue="a\x00b\r\nc\td\x1b", member="ada-quill\x00", field="email\x00")
    assert (issue.issue, issue.label, issue.field) == ("ab\nc\td", "Ada Quill", "email")


def test_five_thousand_characters_fit_and_line_breaks_count_once(client: Client) -> None:
    assert len(sent(client, issue="ab\r\n" * 1666 + "cd").issue) == 5000
    assert "too long" in shown(post(client, issue="x" * 5001))


@pytest.mark.parametrize(
    "field", ["issue", "proposed", "source", "name", "email", "member", "field", "key", "homepage"]
)
def test_ten_megabytes_are_answered_and_not_an_error_of_ours(client: Client, field: str) -> None:
    assert post(client, **{field: "x" * 2_000_000}).status_code in (200, 302)
    answer = post(client, **{field: "x" * 10_000_000})
    assert answer.status_code == 413
    assert "Shorten it" in shown(answer)


def test_text_in_any_script_is_stored_as_it_was_typed(client: Client) -> None:
    typed = "Números — 電話 🐨 <script>alert(1)</script> {{ 7|add:7 }} ' OR 1=1 --"
    assert sent(client, issue=typed).issue == typed


def test_open_issues_about_the_same_are_counted_without_a_word_of_them(client: Client) -> None:
    sent(client)
    Issue.objects.update(
        first_seen=datetime(2026, 3, 9, 12, tzinfo=timezone.get_default_timezone())
    )
    page = shown(client.get("/report/?member=ada-quill&field=phone:electorate"))
    assert "We already know of one open issue about this, since 9 March 2026" in page
    assert not [typed for typed in TYPED.values() if typed in page]
    assert "We already know of" not in shown(client.get("/report/?member=ada-quill&field=email"))
    triage.resolve(Issue.objects.all(), Actor())
    assert "We already know of" not in shown(
        client.get("/report/?member=ada-quill&field=phone:electorate")
    )
