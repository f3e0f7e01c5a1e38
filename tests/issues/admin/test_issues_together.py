"""Changing many issues at once from the list in the admin."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from issues import triage
from issues.admin.bulk import tokens
from issues.models import Issue, IssueEvent
from issues.models.choices import Severity, Status
from issues.triage import Actor
from tests.issues.admin.admin_parts import LIST, issue, messages, user
from tests.support.mail import QueuedMail

pytestmark = pytest.mark.django_db


def act(client: Client, name: str, issues: list[Issue], **values: str) -> Any:
    return client.post(
        LIST,
        {"action": name, "_selected_action": [each.pk for each in issues], "index": "0"},
        follow=True,
    )


def finish(client: Client, name: str, issues: list[Issue], **values: str) -> Any:
    seen = ",".join(f"{each.pk}:{each.revision}" for each in issues)
    return client.post(
        f"{LIST}bulk/{name}/",
        {"issues": seen, "back": f"{LIST}?severity=error", **values},
        follow=True,
    )


def test_taking_many_leaves_alone_what_somebody_else_has(client: Client, anna: Any) -> None:
    free, taken = (
        issue("free"),
        issue("taken", status=Status.IN_PROGRESS, assignee=user("bert", "Triagers")),
    )
    response = act(client, "take", [free, taken])
    free.refresh_from_db()
    taken.refresh_from_db()
    assert (free.status, free.assignee) == (Status.IN_PROGRESS, anna)
    assert str(taken.assignee) == "bert"
    assert messages(response) == [
        "1 issue taken.",
        "1 issue left alone: already closed, changed in the meantime, or already taken.",
    ]


def test_an_act_that_asks_shows_the_issues_first_and_changes_nothing(
    client: Client, anna: Any
) -> None:
    chosen = [issue("one"), issue("two")]
    response = act(client, "dismiss", chosen)
    assert response.status_code == 200
    assert [each.issue for each in response.context["shown"]] == ["one", "two"]
    assert IssueEvent.objects.count() == 0


def test_what_is_possible_for_none_of_them_is_not_asked(client: Client, anna: Any) -> None:
    page = act(client, "reopen", [issue("one"), issue("two")]).content.decode()
    assert "None of these issues can be reopened in its present state." in page
    assert 'class="button default"' not in page
    page = act(client, "reopen", [issue("one")]).content.decode()
    assert "This issue cannot be reopened in its present state." in page
    some = [issue("three"), issue("snoozed", status=Status.SNOOZED)]
    page = act(client, "reopen", some).content.decode()
    assert "1 of them cannot be reopened" in page
    assert 'class="button default"' in page


def test_a_form_that_comes_back_keeps_what_was_typed_though_none_can_be_changed_by_now(
    client: Client, anna: Any
) -> None:
    closed = issue("closed meanwhile", status=Status.RESOLVED)
    sent = {"issues": tokens([closed]), "until": "", "note": "Typed by me."}
    page = client.post(f"{LIST}bulk/snooze/", sent).content.decode()
    assert "Typed by me." in page
    assert "1 of them cannot be snoozed" in page


def test_every_issue_of_the_list_can_be_chosen_across_pages(client: Client, anna: Any) -> None:
    issues = [issue(f"number {number}", severity=Severity.INFO) for number in range(60)]
    issue("other", severity=Severity.ERROR)
    data = {
        "action": "resolve",
        "_selected_action": [issues[0].pk],
        "index": "0",
        "select_across": "1",
    }
    page = client.post(f"{LIST}?severity=info", data)
    response = client.post(
        f"{LIST}bulk/resolve/",
        {"issues": page.context["issues"], "back": page.context["back"]},
        follow=True,
    )
    assert messages(response) == ["60 issues resolved."]
    assert response.redirect_chain[-1][0] == f"{LIST}?severity=info"
    assert Issue.objects.filter(status=Status.RESOLVED).count() == 60


DAY = (timezone.localdate() + timedelta(days=40)).isoformat()


@pytest.mark.parametrize(
    ("name", "given", "after"),
    [
        ("assign", {"to": "anna"}, {"assignee__username": "anna"}),
        ("note", {"text": "Rang them."}, {"events__note": "Rang them."}),
        (
            "snooze",
            {"until": DAY, "note": "moving"},
            {"status": Status.SNOOZED, "snoozed_until": DAY, "events__note": "moving"},
        ),
        (
            "dismiss",
            {"reason": "accepted", "until": DAY},
            {"status": Status.DISMISSED, "dismissal_reason": "accepted", "dismissed_until": DAY},
        ),
        (
            "resolve",
            {"note": "put right"},
            {"status": Status.RESOLVED, "events__note": "put right"},
        ),
        ("priority", {"priority": "1"}, {"priority": 1}),
    ],
)
def test_many_are_changed_at_once_each_with_an_event(
    client: Client, anna: Any, name: str, given: dict[str, str], after: dict[str, Any]
) -> None:
    chosen = [issue("one"), issue("two")]
    if "to" in given:
        given = {"to": str(anna.pk)}
    response = finish(client, name, chosen, **given)
    assert Issue.objects.filter(**after).distinct().count() == 2
    assert list(IssueEvent.objects.values_list("user", flat=True)) == [anna.pk, anna.pk]
    assert messages(response)[0].startswith("2 issues ")
    assert response.redirect_chain[-1][0] == f"{LIST}?severity=error"


def test_what_moved_since_it_was_shown_is_left_alone(client: Client, anna: Any) -> None:
    still, moved = issue("still"), issue("moved")
    triage.note([moved], Actor(user=anna), "meanwhile")
    response = finish(client, "resolve", [still, moved])
    assert messages(response) == [
        "1 issue resolved.",
        "1 issue left alone: not possible in the present state, or changed in the meantime.",
    ]
    moved.refresh_from_db()
    assert moved.status == Status.OPEN


def test_a_form_that_is_not_right_is_shown_again_with_what_was_typed(
    client: Client, anna: Any
) -> None:
    response = finish(client, "snooze", [issue("one")], until="2001-01-01", note="my long note")
    assert response.context["form"].errors["until"] == ["Choose a day after today."]
    assert messages(response) == ["Not done: Until: Choose a day after today."]
    assert "my long note" in response.content.decode()
    assert IssueEvent.objects.count() == 0


@pytest.mark.parametrize("seen", ["", "1", "a:b", "1:2,", "99999999999999999999999:1"])
def test_a_list_of_issues_that_was_tampered_with_changes_nothing(
    client: Client, anna: Any, seen: str
) -> None:
    issue("one")
    assert client.post(f"{LIST}bulk/resolve/", {"issues": seen}).status_code == 400
    assert IssueEvent.objects.count() == 0


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example/admin/issues/issue/?x", "javascript:alert(1)"]
)
def test_the_way_back_is_the_list_and_no_other_place(client: Client, anna: Any, back: str) -> None:
    one = issue("one")
    response = client.post(f"{LIST}bulk/resolve/", {"issues": f"{one.pk}:0", "back": back})
    assert response.headers["Location"] == LIST


def test_reopening_many_is_mailed_as_a_digest_beyond_twenty(
    client: Client, anna: Any, queued_mail: QueuedMail
) -> None:
    chosen = [
        issue(
            f"number {number}",
            status=Status.RESOLVED,
            check_name=("a-check", "b-check")[number % 2],
        )
        for number in range(23)
    ]
    finish(client, "reopen", chosen, note="Still wrong")
    subjects = [email.subject for email in queued_mail.all()]
    assert (
        len([subject for subject in subjects if subject.startswith("An issue has been reopened")])
        == 20 * 2
    )
    assert subjects[-2:] == ["3 issues have been reopened: b-check"] * 2
    assert len(subjects) == 21 * 2
