"""The page of a report offers what its proposal means today, even if the member has changed since
it was sent."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from issues.fixes.proposals import DELETED
from issues.fixes.proposed_facts import LISTED
from issues.models import Issue
from issues.reports import intake
from issues.reports.intake import Content
from issues.reports.subjects import Subject
from members.models import Member, Phone
from tests import factories
from tests.issues.admin.admin_parts import LIST, user
from tests.support.mail import QueuedMail

pytestmark = pytest.mark.django_db

OLD, NEW, OTHER = "(08) 8999 0055", "(08) 8999 9999", "(08) 8999 1111"


@pytest.fixture(autouse=True)
def report(queued_mail: QueuedMail) -> Issue:
    add()
    intake.submit(
        "t" * 20, Subject(Member.objects.get(), "phone:electorate"), Content("Wrong.", proposed=NEW)
    )
    return Issue.objects.get()


@pytest.fixture(params=["Triagers", "Viewers"])
def look(request: pytest.FixtureRequest, client: Client, report: Issue) -> Any:
    """Return the page of the report as somebody of that group sees it."""
    client.force_login(user("anna", request.param))
    return lambda: client.get(f"{LIST}{report.pk}/change/")


def add() -> None:
    Phone.objects.create(member=factories.member(), number=OLD, kind="electorate")


def test_what_somebody_already_put_right_is_not_offered_any_more(look: Any, report: Issue) -> None:
    Phone.objects.update(number=NEW)
    shown = look()
    assert (shown.context["offers"], shown.context["unwritable"]) == ([], LISTED)
    if shown.context["may_fix"]:
        report.refresh_from_db()
        assert report.fixes == []


def test_what_is_offered_starts_from_what_is_listed_now_and_can_be_applied(
    client: Client, report: Issue
) -> None:
    Phone.objects.update(number=OTHER)
    client.force_login(user("anna", "Triagers"))
    shown = client.get(f"{LIST}{report.pk}/change/")
    [offer] = shown.context["offers"]
    assert [(step.old, step.new) for step in offer.steps] == [(OTHER, NEW)]
    client.post(
        f"{LIST}{report.pk}/fix/",
        {"fix": offer.number, "revision": shown.context["issue"].revision},
    )
    assert Phone.objects.get().number == NEW


def test_that_its_member_was_deleted_is_said(look: Any) -> None:
    Member.objects.get().delete()
    shown = look()
    assert shown.context["unwritable"] == DELETED
    text = shown.content.decode()
    assert "was deleted from the directory" in text
    assert "does not name the member" not in text


def test_a_member_of_the_same_slug_who_is_there_again_is_the_member(look: Any) -> None:
    Member.objects.get().delete()
    look()
    add()
    shown = look()
    assert shown.context["issue"].member == Member.objects.get()
    assert [offer.why for offer in shown.context["offers"]] == [""]
    assert Member.objects.get().get_absolute_url() in shown.content.decode()


def test_a_report_that_is_as_it_was_is_left_alone(look: Any, report: Issue) -> None:
    look()
    assert Issue.objects.get().revision == report.revision
    assert report.events.count() == 1
