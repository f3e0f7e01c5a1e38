"""The page of one issue in the admin: what it shows, and what is done with it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from issues import subject, triage
from issues.models import Issue, IssueEvent
from issues.triage import Actor
from issues.vocabulary import Origin, Severity, Status
from tests.factories import email, member
from tests.issues.admin_parts import LIST, issue, messages, user
from tests.support.mail import QueuedMail

pytestmark = pytest.mark.django_db
EVIL = '"><script>alert(1)</script>'


@pytest.fixture
def anna(client: Client) -> Any:
    anna = user("anna", "Triagers")
    client.force_login(anna)
    return anna


def look(client: Client, one: Issue, query: str = "") -> str:
    response = client.get(f"{LIST}{one.pk}/change/{query}")
    assert response.status_code == 200
    return response.content.decode()


def act(client: Client, one: Issue, name: str, query: str = "", **values: Any) -> Any:
    return client.post(f"{LIST}{one.pk}/{name}/{query}", {"revision": one.revision, **values}, follow=True)


def last_event(one: Issue) -> IssueEvent:
    return one.events.order_by("-pk")[0]


def test_the_page_tells_what_was_observed_and_expected_and_what_the_check_warns_of(client: Client, anna: Any) -> None:
    one = issue(
        "Wrong.",
        check_name="email-shared",
        severity=Severity.ERROR,
        field="email",
        evidence={"observed": "GRN", "expected": "ALP", "context": {"row": "7"}},
    )
    page = look(client, one)
    for words in ("GRN", "ALP", "E-mail", "Row", "Trap", "press address", "email-shared"):
        assert words in page


def test_a_report_shows_what_is_listed_and_proposed_who_sent_it_and_its_source(client: Client, anna: Any) -> None:
    about = member("Ada Quill")
    email("old@example.org", about)
    one = issue(
        "Wrong.",
        origin=Origin.PUBLIC,
        field="email",
        proposed="new@example.org",
        name="Max",
        email="max@example.org",
        source="https://example.org/x",
        **subject.values(about),
    )
    page = look(client, one)
    for words in (
        "old@example.org",
        "new@example.org",
        "Max",
        "max@example.org",
        f"/members/member/{about.pk}/change/",
        "/members/ada-quill/",
    ):
        assert words in page
    assert '<a href="https://example.org/x" target="_blank" rel="noopener nofollow noreferrer">' in page


@pytest.mark.parametrize(
    "source", ["javascript:alert(1)", "data:text/html,x", "http//nothing", "https://a\njavascript:b", "http://[", "see the gazette"]
)
def test_only_an_address_of_the_web_becomes_a_link(client: Client, anna: Any, source: str) -> None:
    assert "nofollow" not in look(client, issue(source=source))


def test_no_field_of_an_issue_can_carry_html(client: Client, anna: Any) -> None:
    about = member(EVIL, slug="evil")
    evidence = {"observed": EVIL, "expected": EVIL, "context": {EVIL: EVIL}}
    one = issue(
        EVIL,
        origin=Origin.PUBLIC,
        name=EVIL,
        email=EVIL,
        proposed=EVIL,
        source=f"https://example.org/{EVIL}",
        evidence=evidence,
        **subject.values(about),
    )
    one.field = one.check_name = EVIL
    one.save()
    issue(EVIL, field=EVIL, **subject.values(about))
    triage.note([one], Actor(user=anna), EVIL)
    assert "<script>alert" not in look(client, one)


def test_events_are_told_in_words_the_newest_last(client: Client, anna: Any) -> None:
    one = issue()
    triage.take([one], Actor(user=anna))
    triage.note(Issue.objects.all(), Actor(user=anna), "Rang them.")
    response = client.get(f"{LIST}{one.pk}/change/")
    told = response.context["events"]
    assert [str(each.event) for each in told] == ["taken by anna", "noted by anna"]
    assert told[0].changes == [("status", "open", "in progress"), ("assignee", "nobody", "anna")]
    assert "Rang them." in response.content.decode()


def test_issues_about_the_same_member_are_shown_together_the_same_field_first(client: Client, anna: Any) -> None:
    about, other = member("Ada Quill"), member("Bea Quill")
    one = issue("one", field="email", **subject.values(about))
    issue("another field", field="party", **subject.values(about))
    issue("same field", origin=Origin.PUBLIC, field="email", **subject.values(about))
    issue("group", member_slugs=["ada-quill", "bea-quill"])
    issue("somebody else's", field="email", **subject.values(other))
    response = client.get(f"{LIST}{one.pk}/change/")
    found = [each.issue for each in response.context["related"]]
    assert found[0] == "same field"
    assert set(found) == {"same field", "another field", "group"}
    assert response.content.decode().count("same field</span>") == 1


DAY = (timezone.localdate() + timedelta(days=3)).isoformat()
OPEN, CLOSED = Status.OPEN, Status.RESOLVED


@pytest.mark.parametrize(
    ("name", "before", "given", "after", "verb"),
    [
        ("take", OPEN, {}, {"status": Status.IN_PROGRESS}, "taken"),
        ("assign", OPEN, {"to": "", "note": "whoever"}, {"assignee": None}, "assigned"),
        ("note", CLOSED, {"text": "Rang them."}, {"status": CLOSED}, "noted"),
        ("snooze", OPEN, {"until": DAY}, {"status": Status.SNOOZED}, "snoozed"),
        ("dismiss", OPEN, {"reason": "spam"}, {"status": Status.DISMISSED, "dismissal_reason": "spam"}, "dismissed"),
        ("resolve", OPEN, {}, {"status": Status.RESOLVED}, "resolved"),
        ("reopen", CLOSED, {"note": "Still wrong"}, {"status": OPEN}, "reopened"),
        ("priority", OPEN, {"priority": "3"}, {"priority": 3}, "prioritised"),
    ],
)
def test_each_act_changes_the_issue_once_with_an_event_of_the_user(
    client: Client, anna: Any, name: str, before: Status, given: dict[str, str], after: dict[str, Any], verb: str
) -> None:
    one = issue(status=before)
    response = act(client, one, name, **given)
    one.refresh_from_db()
    assert response.redirect_chain == [(f"{LIST}{one.pk}/change/", 302)]
    assert {field: getattr(one, field) for field in after} == after
    assert (last_event(one).verb, last_event(one).user, one.events.count()) == (verb, anna, 1)


def test_reopening_mails_staff_and_the_reporter_who_asked(client: Client, anna: Any, queued_mail: QueuedMail) -> None:
    one = issue(origin=Origin.PUBLIC, status=CLOSED, email="max@example.org", confirmed_at=timezone.now())
    act(client, one, "reopen", note="Look again")
    assert sorted(address for message in queued_mail.all() for address in message.to) == [
        "max@example.org",
        "one@example.org",
        "two@example.org",
    ]


def test_resolving_mails_the_reporter_who_asked_and_nobody_else(client: Client, anna: Any, queued_mail: QueuedMail) -> None:
    act(client, issue(origin=Origin.PUBLIC, email="max@example.org", confirmed_at=timezone.now()), "resolve", note="secret")
    assert [message.to for message in queued_mail.all()] == [["max@example.org"]]
    assert "secret" not in queued_mail.all()[0].message


@pytest.mark.parametrize(
    ("name", "given", "field", "kept"),
    [
        ("snooze", {"until": "2001-01-01", "note": "kept words"}, "until", "kept words"),
        ("snooze", {"until": "soon", "note": "kept words"}, "until", "kept words"),
        ("note", {"text": "   "}, "text", ""),
        ("dismiss", {"reason": "", "note": "kept words"}, "reason", "kept words"),
        ("dismiss", {"reason": "because", "note": "kept words"}, "reason", "kept words"),
        ("dismiss", {"reason": "spam", "until": "2001-01-01", "note": "kept words"}, "until", "kept words"),
        ("assign", {"to": "999999", "note": "kept words"}, "to", "kept words"),
        ("priority", {"priority": "7"}, "priority", ""),
    ],
)
def test_what_cannot_be_done_is_said_in_place_and_what_was_typed_is_kept(
    client: Client, anna: Any, name: str, given: dict[str, str], field: str, kept: str
) -> None:
    response = act(client, issue(), name, **given)
    tried = [item for item in response.context["acts"] if item["tried"]]
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
    offered = next(item["form"]["to"].field.queryset for item in page.context["acts"] if item["act"].name == "assign")
    assert [each.username for each in offered] == ["anna", "root"]


def test_a_page_that_is_stale_does_nothing_says_so_and_keeps_what_was_typed(client: Client, anna: Any) -> None:
    one = issue()
    triage.take([one], Actor(user=user("bert", "Triagers")))
    response = act(client, one, "dismiss", reason="spam", note="my reasons")
    page = response.content.decode()
    assert response.status_code == 409
    assert messages(response)[0].startswith("Not done: somebody changed this issue while you looked at it.")
    assert "in progress" in page
    assert "my reasons" in page
    assert 'name="revision" value="1"' in page
    one.refresh_from_db()
    assert (one.status, one.events.count()) == (Status.IN_PROGRESS, 1)


def test_who_has_an_issue_already_is_told_so_and_offered_other_things(client: Client, anna: Any) -> None:
    one = issue()
    act(client, one, "take")
    response = act(client, one, "take")
    assert messages(response) == ["This issue is yours already."]
    assert "take" not in [item["act"].name for item in response.context["acts"]]


def test_a_long_report_has_a_short_heading_and_says_on_a_phone_what_it_says_at_a_desk(client: Client, anna: Any) -> None:
    text = "The number is wrong. " * 100
    about = member("Ada Quill")
    page = look(client, issue(text, origin=Origin.PUBLIC, field="email", proposed="x", **subject.values(about)))
    assert '<h1 dir="auto">Report about Ada Quill email</h1>' in page
    assert text in page
    assert 'data-label="Listed now"' in page
    assert 'data-label="Proposed"' in page
    assert "unassigned" in page


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
    assert messages(response) == ["Not done: this cannot be done with an issue that is resolved."]


def test_triage_goes_on_with_the_next_issue_of_the_list_one_came_from(client: Client, anna: Any) -> None:
    first, _, third = issue("1", severity="error"), issue("2", severity="warning"), issue("3", severity="error")
    filters = "?_changelist_filters=severity%3Derror"
    page = client.get(f"{LIST}{first.pk}/change/{filters}")
    assert (page.context["place"].number, page.context["place"].total) == (1, 2)
    assert page.context["next_url"] == f"{LIST}{third.pk}/change/{filters}"
    response = act(client, first, "resolve", filters, and_next="1")
    assert response.redirect_chain == [(f"{LIST}{third.pk}/change/{filters}", 302)]
    response = act(client, third, "resolve", filters, and_next="1")
    assert response.redirect_chain == [(f"{LIST}?severity=error", 302)]


@pytest.mark.parametrize("filters", ["status%3Dnonsense", "q%3D%2500", "nonsense__field%3D1", "p%3Dx", "o%3Dx.y"])
def test_filters_that_make_no_sense_do_not_break_the_page(client: Client, anna: Any, filters: str) -> None:
    look(client, issue(), f"?_changelist_filters={filters}")


@pytest.mark.parametrize("key", ["0", "99999999999999999999999", "x", "-1", "\u00b2"])
def test_an_issue_that_is_not_there_is_not_found(client: Client, anna: Any, key: str) -> None:
    assert client.get(f"{LIST}{key}/change/").status_code == 404


def test_the_page_needs_as_many_queries_whatever_happened(
    client: Client, anna: Any, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    about = member()
    one = issue(**subject.values(about))
    triage.take([one], Actor(user=anna))
    with django_assert_max_num_queries(25) as few:
        look(client, one)
    for number in range(15):
        triage.assign(Issue.objects.filter(pk=one.pk), Actor(user=anna), user(f"user{number}"))
        issue(f"number {number}", assignee=anna, **subject.values(about))
    with django_assert_max_num_queries(len(few)):
        look(client, one)


def test_staff_write_down_an_issue_with_its_event_and_mail(client: Client, anna: Any, queued_mail: QueuedMail) -> None:
    about = member("Ada Quill")
    response = client.post(f"{LIST}add/", {"member": about.pk, "field": "email", "issue": "She moved.", "priority": "1"})
    one = Issue.objects.get()
    assert response.headers["Location"] == LIST
    assert (one.origin, one.label, one.chamber, one.member_slugs, one.priority) == (
        Origin.STAFF,
        "Ada Quill",
        about.chamber,
        ["ada-quill"],
        1,
    )
    assert (last_event(one).verb, last_event(one).user) == ("opened", anna)
    assert queued_mail.subjects() == ["A new issue has been generated: She moved."] * 2
