"""Additions by a reporter, in the mail to staff and on the page, in plain words."""

from __future__ import annotations

import html

import pytest
from django.test import Client

from issues import triage
from issues.models import Issue
from issues.privacy import erasure
from issues.reports import follow_up, intake
from issues.reports.intake import Content
from issues.reports.subjects import Subject
from issues.triage import Actor
from members import fields
from tests import factories
from tests.support.mail import QueuedMail

pytestmark = pytest.mark.django_db

WORDS = "It is Rita again:\n\n  <b>the fax</b> & {{ 7|add:7 }} — “still” wrong."


@pytest.fixture
def report(queued_mail: QueuedMail) -> Issue:
    intake.submit(
        "t" * 20, Subject(factories.member(), "fax:electorate"), Content("Wrong.", name="Rita")
    )
    return Issue.objects.get()


@pytest.mark.parametrize("closed", [False, True])
def test_staffs_mail_quotes_it_byte_for_byte_until_the_reporter_is_erased(
    report: Issue, queued_mail: QueuedMail, closed: bool
) -> None:
    if closed:
        triage.resolve([report], Actor())
    follow_up.comment(Issue.objects.get(), WORDS)
    told = queued_mail.to("one@example.org")[-1]
    assert told.subject.startswith(
        "An issue has been reopened" if closed else "The reporter wrote again"
    )
    assert WORDS in told.text
    assert html.escape(WORDS, quote=False) in told.html
    triage.resolve(Issue.objects.active(), Actor())
    assert erasure.erase(report.pk, Actor())
    assert not [mail for mail in queued_mail.all() if "Rita" in mail.text + mail.html]


@pytest.mark.parametrize(
    "field", [*fields.WORDS, "phone:electorate", "fax:ministerial", "link:contact"]
)
def test_a_subject_names_the_field_as_people_do(field: str, queued_mail: QueuedMail) -> None:
    intake.submit("t" * 20, Subject(factories.member(), field), Content("Wrong."))
    assert queued_mail.subjects("one@example.org") == [
        f"A new issue has been generated: report about Ada Quill: {fields.label(field)}"
    ]


def test_the_page_says_once_who_wrote(report: Issue, admin_client: Client) -> None:
    follow_up.comment(report, "Still.")
    page = admin_client.get(f"/admin/issues/issue/{report.pk}/change/").content.decode()
    assert "<strong>the reporter</strong> wrote again<time" in page
