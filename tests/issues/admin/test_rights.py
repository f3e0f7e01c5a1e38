"""Permissions in the admin, group by group."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from issues.models import Issue, IssueEvent, QuarantinedReport
from tests.factories import chamber, member
from tests.issues.admin.admin_parts import LIST, issue, user

pytestmark = pytest.mark.django_db

ROLES = ["anonymous", "no group", "viewer", "triager"]
LOGIN = 302
LOOK = {"anonymous": LOGIN, "no group": 403, "viewer": 200, "triager": 200}
ACT = {"anonymous": LOGIN, "no group": 403, "viewer": 403, "triager": 302}
NEVER = {"anonymous": LOGIN, "no group": 403, "viewer": 403, "triager": 403}
ACTS = {
    "take": {},
    "assign": {"to": ""},
    "note": {"text": "x"},
    "snooze": {"until": "2999-01-01"},
    "dismiss": {"reason": "spam"},
    "resolve": {},
    "priority": {"priority": "1"},
}


def client_of(role: str) -> Client:
    client = Client()
    if role != "anonymous":
        client.force_login(
            user("somebody", *{"viewer": ["Viewers"], "triager": ["Triagers"]}.get(role, []))
        )
    return client


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    "address",
    [
        LIST,
        f"{LIST}1/change/",
        "/admin/issues/run/",
        "/admin/issues/checkstate/",
        "/admin/issues/quarantinedreport/",
        "/admin/members/member/",
        "/admin/members/member/1/change/",
        "/admin/members/chamber/",
        "/admin/members/party/",
        "/admin/members/electorate/",
    ],
)
def test_who_may_look(role: str, address: str) -> None:
    issue(pk=1)
    chamber()
    member(pk=1)
    assert client_of(role).get(address).status_code == LOOK[role]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", ACTS)
def test_who_may_act_on_one_issue(role: str, name: str) -> None:
    one = issue()
    response = client_of(role).post(f"{LIST}{one.pk}/{name}/", {"revision": "0", **ACTS[name]})
    assert response.status_code == ACT[role]
    assert IssueEvent.objects.count() == (role == "triager")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", ACTS)
def test_who_may_act_on_many_issues(role: str, name: str) -> None:
    one = issue()
    client = client_of(role)
    assert (
        client.post(f"{LIST}bulk/{name}/", {"issues": f"{one.pk}:0", **ACTS[name]}).status_code
        == ACT[role]
    )
    assert IssueEvent.objects.count() == (role == "triager")


@pytest.mark.parametrize("role", ROLES)
def test_who_may_act_from_the_list(role: str) -> None:
    one = issue()
    response = client_of(role).post(
        LIST, {"action": "take", "_selected_action": [one.pk], "index": "0"}
    )
    assert response.status_code == ACT[role]


@pytest.mark.parametrize("role", ROLES)
def test_who_may_write_down_an_issue(role: str) -> None:
    response = client_of(role).post(f"{LIST}add/", {"issue": "x", "priority": "2"})
    assert response.status_code == ACT[role]
    assert Issue.objects.count() == (role == "triager")


@pytest.mark.parametrize("role", ROLES)
def test_who_may_delete_reports_as_spam_and_that_released_ones_stay(role: str) -> None:
    released = QuarantinedReport.objects.create(why="x", issue="y", released=issue())
    spam = [
        QuarantinedReport.objects.create(why="x", issue="Buy it", field="email") for _ in range(2)
    ]
    client, address = client_of(role), "/admin/issues/quarantinedreport/"
    if role == "triager":
        assert "It is spam: delete" in client.get(f"{address}{spam[0].pk}/change/").content.decode()
        assert "E-mail</td>" in client.get(address).content.decode()
    response = client.post(
        address,
        {
            "action": "spam",
            "_selected_action": [each.pk for each in [released, *spam]],
            "index": "0",
        },
    )
    assert response.status_code == ACT[role]
    left = [released] if role == "triager" else [*spam[::-1], released]
    assert list(QuarantinedReport.objects.all()) == left
    assert LogEntry.objects.count() == (2 if role == "triager" else 0)


@pytest.mark.parametrize("role", ROLES)
def test_who_may_release_a_report(role: str) -> None:
    report = QuarantinedReport.objects.create(why="x", issue="y")
    response = client_of(role).post(
        "/admin/issues/quarantinedreport/",
        {"action": "release", "_selected_action": [report.pk], "index": "0"},
    )
    assert response.status_code == ACT[role]
    assert Issue.objects.count() == (role == "triager")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    "address",
    [
        f"{LIST}1/delete/",
        "/admin/members/member/1/delete/",
        "/admin/members/member/add/",
        "/admin/issues/run/add/",
        "/admin/issues/checkstate/add/",
    ],
)
def test_nobody_of_them_edits_members_or_deletes_issues(role: str, address: str) -> None:
    issue(pk=1)
    member(pk=1)
    assert client_of(role).post(address, {"post": "yes"}).status_code == NEVER[role]
    assert Issue.objects.count() == 1


def test_not_even_a_superuser_deletes_an_issue(admin_client: Client) -> None:
    one = issue()
    assert admin_client.post(f"{LIST}{one.pk}/delete/", {"post": "yes"}).status_code == 403
    admin_client.post(
        LIST, {"action": "delete_selected", "_selected_action": [one.pk], "post": "yes"}
    )
    assert Issue.objects.count() == 1


@pytest.mark.parametrize("name", [*ACTS, "reopen"])
def test_looking_never_acts(name: str) -> None:
    one = issue()
    client = client_of("triager")
    assert client.get(f"{LIST}bulk/{name}/").headers["Location"] == LIST
    back = client.get(f"{LIST}{one.pk}/{name}/?_changelist_filters=status%3Dopen", follow=True)
    assert back.redirect_chain == [
        (f"{LIST}{one.pk}/change/?_changelist_filters=status%3Dopen", 302)
    ]
    assert "Not done: you had to log in first" in back.content.decode()
    one.refresh_from_db()
    assert (one.revision, one.events.count()) == (0, 0)


@pytest.mark.parametrize("address", ["1/resolve/", "bulk/resolve/"])
def test_who_was_logged_out_meanwhile_comes_back_to_a_page(address: str) -> None:
    issue(pk=1)
    user("anna", "Triagers")
    client = Client()
    login = client.post(f"{LIST}{address}", {"revision": "0", "issues": "1:0"}).headers["Location"]
    assert (
        client.post(login, {"username": "anna", "password": "secret"}, follow=True).status_code
        == 200
    )
    assert not IssueEvent.objects.exists()


def test_an_act_needs_the_forms_key() -> None:
    one = issue()
    client = Client(enforce_csrf_checks=True)
    client.force_login(user("anna", "Triagers"))
    assert client.post(f"{LIST}{one.pk}/resolve/", {"revision": "0"}).status_code == 403
    assert IssueEvent.objects.count() == 0


def test_viewers_see_no_buttons() -> None:
    one = issue()
    client = client_of("viewer")
    page = client.get(f"{LIST}{one.pk}/change/").content.decode()
    assert "Evidence" in page or one.issue in page
    assert 'name="revision"' not in page
    assert 'name="action"' not in client.get(LIST).content.decode()


def test_posting_to_the_page_itself_changes_nothing() -> None:
    one = issue("As it was.")
    client_of("triager").post(f"{LIST}{one.pk}/change/", {"issue": "edited", "status": "3"})
    one.refresh_from_db()
    assert (one.issue, one.status, one.revision) == ("As it was.", 0, 0)


def test_who_puts_somebody_in_a_group_is_told_what_else_it_takes_to_log_in(
    admin_client: Client,
) -> None:
    page = admin_client.get(f"/admin/auth/user/{user('anna').pk}/change/").content.decode()
    assert "To log in here, either needs “Staff status” as well." in page
