"""The page of one issue in the admin: its content and its links."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from issues import triage
from issues.models import Issue, subject
from issues.models.choices import Origin, Severity
from issues.triage import Actor
from tests.factories import email, member
from tests.issues.admin.admin_parts import LIST, act, issue, last_event, user
from tests.members.sources.source_parts import source
from tests.support.mail import QueuedMail

pytestmark = pytest.mark.django_db
EVIL = '"><script>alert(1)</script>'


def look(client: Client, one: Issue, query: str = "") -> str:
    response = client.get(f"{LIST}{one.pk}/change/{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_tells_what_was_observed_and_expected_and_what_the_check_warns_of(
    client: Client, anna: Any
) -> None:
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
    assert ("Listed now" in page, "Was listed" in page) == (True, False)


def test_the_page_of_a_closed_issue_says_that_its_value_was_listed_then(
    client: Client, anna: Any
) -> None:
    one = issue("Wrong.", check_name="email-shared", evidence={"observed": "a", "expected": "b"})
    triage.resolve([one], Actor())
    page = look(client, one)
    assert ("Listed now" in page, "Was listed" in page) == (False, True)


def test_the_page_leads_to_each_official_list_that_says_so_as_long_as_it_is_there(
    client: Client, anna: Any
) -> None:
    of = source("moon_list")
    context = {
        "copy": "7",
        "moon_list": "line 3 (copy 7)",
        "gone": "line 4 (copy 8)",
        "what_to_do": "Look.",
    }
    one = issue(
        "Wrong.",
        source_slugs=["moon_list", "gone"],
        evidence={"observed": "", "expected": "ALP", "context": context},
    )
    page = look(client, one)
    assert (
        f'<dt><a href="/admin/members/source/{of.pk}/change/">moon_list</a></dt><dd dir="auto">line 3 (copy 7)</dd>'
        in page
    )
    assert '<dt>Gone</dt><dd dir="auto">line 4 (copy 8)</dd>' in page
    assert '<dt>What to do</dt><dd dir="auto">Look.</dd>' in page


def test_a_long_description_is_cut_where_one_sees_it(client: Client, anna: Any) -> None:
    assert issue("word " * 60).summary.endswith("word…")
    assert issue("word " * 3).summary == "word word word"


def test_a_report_shows_what_is_listed_and_proposed_who_sent_it_and_its_source(
    client: Client, anna: Any
) -> None:
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
    assert (
        '<a href="https://example.org/x" target="_blank" rel="noopener nofollow noreferrer">'
        in page
    )


@pytest.mark.parametrize(
    "source",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "http//nothing",
        "https://a\njavascript:b",
        "http://[",
        "see the gazette",
    ],
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


def test_issues_about_the_same_member_are_shown_together_the_same_field_first(
    client: Client, anna: Any
) -> None:
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


def test_a_long_report_has_a_short_heading_and_says_on_a_phone_what_it_says_at_a_desk(
    client: Client, anna: Any
) -> None:
    text = "The number is wrong. " * 100
    about = member("Ada Quill")
    page = look(
        client,
        issue(text, origin=Origin.PUBLIC, field="email", proposed="x", **subject.values(about)),
    )
    assert '<h1 dir="auto">Report about Ada Quill: E-mail</h1>' in page
    assert text in page
    assert 'data-label="Listed now"' in page
    assert 'data-label="Proposed"' in page
    assert "unassigned" in page


def test_triage_goes_on_with_the_next_issue_of_the_list_one_came_from(
    client: Client, anna: Any
) -> None:
    first, _, third = (
        issue("1", severity="error"),
        issue("2", severity="warning"),
        issue("3", severity="error"),
    )
    filters = "?_changelist_filters=severity%3Derror"
    page = client.get(f"{LIST}{first.pk}/change/{filters}")
    assert (page.context["place"].number, page.context["place"].total) == (1, 2)
    assert page.context["next_url"] == f"{LIST}{third.pk}/change/{filters}"
    response = act(client, first, "resolve", filters, and_next="1")
    assert response.redirect_chain == [(f"{LIST}{third.pk}/change/{filters}", 302)]
    response = act(client, third, "resolve", filters, and_next="1")
    assert response.redirect_chain == [(f"{LIST}?severity=error", 302)]


@pytest.mark.parametrize(
    "filters", ["status%3Dnonsense", "q%3D%2500", "nonsense__field%3D1", "p%3Dx", "o%3Dx.y"]
)
def test_filters_that_make_no_sense_do_not_break_the_page(
    client: Client, anna: Any, filters: str
) -> None:
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


def test_staff_write_down_an_issue_with_its_event_and_mail(
    client: Client, anna: Any, queued_mail: QueuedMail
) -> None:
    about = member("Ada Quill")
    response = client.post(
        f"{LIST}add/",
        {"member": about.pk, "field": "email", "issue": "She moved.", "priority": "1"},
    )
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
