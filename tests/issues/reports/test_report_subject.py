"""The subject of a report stays known, whatever happens to the member during and after the
writing."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from issues.models import Issue, QuarantinedReport
from issues.reports import quarantine
from members.models import Member, Phone
from tests import factories
from tests.issues.reports.form_parts import form_key
from tests.support.mail import QueuedMail

pytestmark = pytest.mark.django_db

GONE = "ada-quill (not in the directory any more)"
ABOUT = (GONE, "phone:electorate", ["ada-quill"], "nt-la")


def post(client: Client, **changes: str) -> Any:
    typed = {
        "member": "ada-quill",
        "field": "phone:electorate",
        "key": form_key(),
        "issue": "It rings at a bakery.",
        "proposed": "9999",
    }
    return client.post("/report/", {**typed, **changes})


def remembered(issue: Issue) -> tuple[str, str, list[str], str]:
    return issue.label, issue.field, issue.member_slugs, issue.chamber.slug if issue.chamber else ""


@pytest.fixture(autouse=True)
def ada() -> None:
    Phone.objects.create(member=factories.member(), number="(08) 8999 0055", kind="electorate")


def delete() -> None:
    Member.objects.get(slug="ada-quill").delete()


def test_a_report_about_a_member_deleted_while_it_was_written_says_whom_it_is_about(
    client: Client, queued_mail: QueuedMail
) -> None:
    delete()
    place = post(client)["Location"]
    assert remembered(Issue.objects.get()) == ABOUT
    assert GONE in client.get(place).content.decode()
    assert GONE in queued_mail.subjects("one@example.org")[-1]


@pytest.mark.parametrize("when", ["while it was written", "while it waited"])
def test_a_report_in_quarantine_says_so_too_and_the_issue_that_it_becomes(
    client: Client, admin_client: Client, when: str
) -> None:
    if when == "while it was written":
        delete()
    place = post(client, homepage="spam")["Location"]
    if when == "while it waited":
        delete()
    kept = QuarantinedReport.objects.get()
    assert (kept.slug, kept.field) == ("ada-quill", "phone:electorate")
    assert GONE in client.get(place).content.decode()
    assert (
        "ada-quill"
        in admin_client.get(f"/admin/issues/quarantinedreport/{kept.pk}/change/").content.decode()
    )
    [issue] = quarantine.release([kept], User.objects.create_user("anna"))
    assert remembered(issue) == ABOUT


def test_a_slug_that_nobody_ever_had_is_not_repeated(client: Client) -> None:
    post(client, member="call-me-now")
    issue = Issue.objects.get()
    assert (issue.label, issue.member_slugs, issue.field) == ("", [], "phone:electorate")
