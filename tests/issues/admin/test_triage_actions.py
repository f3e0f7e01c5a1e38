"""The actions on one issue in the admin."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from issues import triage
from issues.models import IssueEvent
from issues.models.choices import Origin, Status
from issues.triage import Actor
from tests.issues.admin.admin_parts import LIST, act, issue, last_event, messages, user
from tests.support.mail import QueuedMail

pytestmark = pytest.mark.django_db


DAY = (timezone.localdate() + timedelta(days=3)).isoformat()
OPEN, CLOSED = Status.OPEN, Status.RESOLVED


@pytest.mark.parametrize(
    ("name", "before", "given", "after", "verb"),
    [
        ("take", OPEN, {}, {"status": Status.IN_PROGRESS}, "taken"),
        ("assign", OPEN, {"to": "", "note": "whoever"}, {"assignee": None}, "assigned"),
        ("note", CLOSED, {"text": "Rang them."}, {"status": CLOSED}, "noted"),
        ("snooze", OPEN, {"until": DAY}, {"status": Status.SNOOZED}, "snoozed"),
        (
            "dismiss",
            OPEN,
            {"reason": "spam"},
            {"status": Status.DISMISSED, "dismissal_reason": "spam"},
            "dismissed",
        ),
        ("resolve", OPEN, {}, {"status": Status.RESOLVED}, "resolved"),
        ("reopen", CLOSED, {"note": "Still wrong"}, {"status": OPEN}, "reopened"),
        ("priority", OPEN, {"priority": "3"}, {"priority": 3}, "prioritised"),
    ],
)
def test_each_act_changes_the_issue_once_with_an_event_of_the_user(
    client: Client,
    anna: Any,
    name: str,
    before: Status,
    given: dict[str, str],
    after: dict[str, Any],
    verb: str,
) -> None:
    one = issue(status=before)
    response = act(client, one, name, **given)
    one.refresh_from_db()
    assert response.redirect_chain == [(f"{LIST}{one.pk}/change/", 302)]
    assert {field: getattr(one, field) for field in after} == after
    assert (last_event(one).verb, last_event(one).user, one.events.count()) == (verb, anna, 1)


def test_reopening_mails_staff_and_the_reporter_who_asked(
    client: Client, anna: Any, queued_mail: QueuedMail
) -> None:
    one = issue(
        origin=Origin.PUBLIC, status=CLOSED, email="max@example.org", confirmed_at=timezone.now()
    )
    act(client, one, "reopen", note="Look again")
    assert sorted(message.recipient for message in queued_mail.all()) == [
        "max@example.org",
        "one@example.org",
        "two@example.org",
    ]


def test_resolving_mails_the_reporter_who_asked_and_nobody_else(
    client: Client, anna: Any, queued_mail: QueuedMail
) -> None:
    act(
        client,
        issue(origin=Origin.PUBLIC, email="max@example.org", confirmed_at=timezone.now()),
        "resolve",
        note="secret",
    )
    assert [message.recipient for message in queued_mail.all()] == ["max@example.org"]
    assert "secret" not in queued_mail.all()[0].text


@pytest.mark.parametrize(
    ("name", "given", "field", "kept"),
    [
        ("snooze", {"until": "2001-01-01", "note": "kept words"}, "until", "kept words"),
        ("snooze", {"until": "soon", "note": "kept words"}, "until", "kept words"),
        ("note", {"text": "   "}, "text", ""),
        ("dismiss", {"reason": "", "note": "kept words"}, "reason", "kept words"),
        ("dismiss", {"reason": "because", "note": "kept words"}, "reason", "kept words"),
        (
            "dismiss",
            {"reason": "spam", "until": "2001-01-01", "note": "kept words"},
            "until",
            "kept words",
        ),
        ("assign", {"to": "999999", "note": "kept words"}, "to", "kept words"),
        ("priority", {"priority": "7"}, "priority", ""),
    ],
)
def test_what_cannot_be_done_is_said_in_place_and_what_was_typed_is_kept(
    client: Client, anna: Any, name: str, given: dict[str, str], field: str, kept: str
) -> None:
    response = act(client, issue(), name, **given)
    tried = [item for item in response.context["actions"] if item["tried"]]
    assert [list(item["form"].errors) for item in tried] == [[field]]
    assert messages(response)[0].startswith(f"Not done: {tried[0]['form'][field].label}: ")
    assert response.content.decode().count(" autofocus") == 1
    assert kept in response.content.decode()
    assert IssueEvent.objects.count() == 0


def test_an_issue_can_be_given_to_staff_who_may_triage_only(client: Client, anna: Any) -> None:
    user("citizen", "Triagers", is_staff=False)
    user("viewer", "Viewers")
    User.objects.filter(pk=user("gone", "Triagers").pk).update(is_active=False)
    User.objects.filter(pk=user("root").pk).update(is_superuser=True)
    one = issue()
    for name in ("citizen", "viewer", "gone"):
        act(client, one, "assign", to=User.objects.get(username=name).pk)
    one.refresh_from_db()
    assert one.assignee is None
    page = client.get(f"{LIST}{one.pk}/change/")
    offered = next(
        item["form"]["to"].field.queryset
        for item in page.context["actions"]
        if item["action"].name == "assign"
    )
    assert [each.username for each in offered] == ["anna", "root"]


def test_a_page_that_is_stale_does_nothing_says_so_and_keeps_what_was_typed(
    client: Client, anna: Any
) -> None:
    one = issue()
    triage.take([one], Actor(user=user("bert", "Triagers")))
    response = act(client, one, "dismiss", reason="spam", note="my reasons")
    page = response.content.decode()
    assert response.status_code == 409
    assert messages(response)[0].startswith(
        "Not done: somebody changed this issue while you had it open."
    )
    assert "in progress" in page
    assert "my reasons" in page
    assert 'name="revision" value="1"' in page
    one.refresh_from_db()
    assert (one.status, one.events.count()) == (Status.IN_PROGRESS, 1)


def test_who_has_an_issue_already_is_told_so_and_offered_other_things(
    client: Client, anna: Any
) -> None:
    one = issue()
    act(client, one, "take")
    response = act(client, one, "take")
    assert messages(response) == ["This issue is already yours."]
    assert "take" not in [item["action"].name for item in response.context["actions"]]


def test_a_second_click_does_nothing(client: Client, anna: Any) -> None:
    one = issue()
    act(client, one, "resolve")
    assert act(client, one, "resolve").status_code == 409
    assert one.events.count() == 1


@pytest.mark.parametrize("revision", ["", "x", "-1", "99999999999999999999999999"])
def test_without_the_revision_nothing_is_done(client: Client, anna: Any, revision: str) -> None:
    one = issue()
    assert client.post(f"{LIST}{one.pk}/resolve/", {"revision": revision}).status_code == 409
    assert one.events.count() == 0


def test_what_makes_no_sense_in_a_state_is_said(client: Client, anna: Any) -> None:
    response = act(client, issue(status=CLOSED), "snooze", until=DAY)
    assert messages(response) == ["Not done: this is not possible for an issue that is resolved."]
