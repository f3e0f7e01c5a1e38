"""Flapping issues: mailed once more and marked, and from then on only in the daily digest, until
stable for a week."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from issues import triage
from issues.findings.registry import CHECKS
from issues.findings.scope import Scope
from issues.health import daily
from issues.models import DailyDigest, Issue, IssueEvent
from issues.models.choices import DismissalReason, Origin, Status
from issues.runs import runner
from issues.triage import Actor
from tests import factories
from tests.issues.conftest import TODAY, Rule, run, the_issue
from tests.support.mail import QueuedMail

pytestmark = pytest.mark.django_db

NEW, AGAIN, MARKED = (
    "A new issue has been generated: ",
    "An issue has been reopened: ",
    "An issue has been reopened: flapping: ",
)


def flip(rule: Rule, times: int = 1) -> None:
    """Run the checks with the wrong data right, then wrong again."""
    wrong = dict(rule.wrong)
    for _ in range(times):
        rule.wrong.clear()
        run()
        rule.wrong.update(wrong)
        run()


def later(**time: float) -> None:
    """Date everything back, as if so much time had passed."""
    moments = {
        name: F(name) - timedelta(**time)
        for name in ("reopened_at", "resolved_at", "flapping_since")
    }
    Issue.objects.update(**moments)
    IssueEvent.objects.update(at=F("at") - timedelta(**time))
    DailyDigest.objects.update(queued_at=F("queued_at") - timedelta(**time))


def subjects(queue: QueuedMail) -> list[str]:
    """Return the subjects of the mail to one member of staff since the last call, without the
    issue's own words."""
    found = [
        subject.removesuffix("Ada Quill is wrong") for subject in queue.subjects("one@example.org")
    ]
    for message in queue.all():
        message.delete()
    return found


@pytest.fixture
def wrong(rule: Rule) -> Rule:
    rule.wrong[factories.member()] = "x"
    run()
    return rule


@pytest.mark.parametrize("name", ["test-rule", "check-held", "source-failing", "source-rejected"])
def test_it_is_mailed_again_once_more_marked_so_and_then_no_more(
    rule: Rule, queued_mail: QueuedMail, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setitem(CHECKS, name, replace(CHECKS["test-rule"], name=name))
    if name != "test-rule":
        monkeypatch.delitem(CHECKS, "test-rule")
    rule.wrong[factories.member()] = "x"
    run()
    flip(rule, times=2)
    text = queued_mail.to("one@example.org")[-1].text
    assert subjects(queued_mail) == [NEW, AGAIN, MARKED]
    assert "It is flapping" in text
    flip(rule, times=5)
    assert subjects(queued_mail) == []
    assert the_issue().status == Status.OPEN


def test_a_list_that_flips_for_hours_costs_three_mails_an_issue_and_the_daily_digest_tells_the_rest(
    queued_mail: QueuedMail,
) -> None:
    house = factories.chamber("nt-la")
    factories.member("Bo Reed", house)
    names = [f"Ada {chr(65 + number)}quill" for number in range(23)]
    for copy in range(16):
        day = f"2026-06-{copy + 1:02}"
        factories.official_list(
            {"name": "Bo Reed"},
            *({"name": name} for name in names if copy % 2 == 0),
            of=house,
            day=day,
        )
        runner.run(["member-missing"], Scope(TODAY))
    daily.queue(date(2026, 6, 16))
    told = queued_mail.to("one@example.org")
    for issue in Issue.objects.all():
        assert issue.events.filter(verb="reopened").count() == 7
        subjects = [message.subject for message in told if issue.admin_url in message.text]
        at_last = [subject for subject in subjects if subject.startswith("Daily digest")]
        assert (len(subjects), len(at_last)) == (4, 1)
    assert sum("Flapping: " in message.text for message in told) == 1, (
        "those beyond the single mails are marked in their digest"
    )
    assert told[-1].text.count("reopened 7 times") == told[-1].html.count("reopened 7 times") == 23


def test_it_stays_in_the_digest_until_nothing_happened_to_it_for_a_week(
    wrong: Rule, queued_mail: QueuedMail
) -> None:
    flip(wrong, times=2)
    later(days=6)
    subjects(queued_mail)
    flip(wrong)
    assert subjects(queued_mail) == []
    daily.queue(date(2026, 11, 1))
    assert the_issue().admin_url in queued_mail.all()[0].text
    later(days=8)
    subjects(queued_mail)
    daily.queue(date(2026, 11, 9))
    assert the_issue().admin_url not in queued_mail.all()[0].text
    assert not the_issue().is_flapping
    subjects(queued_mail)
    flip(wrong)
    assert subjects(queued_mail) == [AGAIN]


def test_resolved_for_a_week_it_was_stable_as_well(wrong: Rule, queued_mail: QueuedMail) -> None:
    flip(wrong, times=3)
    everybody = dict(wrong.wrong)
    wrong.wrong.clear()
    run()
    later(days=7, minutes=1)
    subjects(queued_mail)
    wrong.wrong.update(everybody)
    run()
    assert subjects(queued_mail) == [AGAIN]


def test_twice_in_more_than_a_week_is_no_flapping(wrong: Rule, queued_mail: QueuedMail) -> None:
    for _ in range(4):
        flip(wrong)
        later(days=7, minutes=1)
    assert subjects(queued_mail) == [AGAIN] * 4


def test_no_reopening_is_lost_where_the_digest_itself_did_not_come(
    wrong: Rule, queued_mail: QueuedMail
) -> None:
    flip(wrong, times=2)
    daily.queue(date(2026, 11, 1))
    flip(wrong)
    later(days=10)
    subjects(queued_mail)
    daily.queue(date(2026, 11, 11))
    assert "reopened 1 time since the last digest" in queued_mail.all()[0].text


def test_what_people_do_is_mailed_as_ever(wrong: Rule, queued_mail: QueuedMail) -> None:
    flip(wrong, times=3)
    anna = Actor(user=User.objects.create_user("anna"))
    subjects(queued_mail)
    triage.resolve([the_issue()], anna)
    triage.reopen([the_issue()], anna)
    assert len(subjects(queued_mail)) == 1
    triage.snooze([the_issue()], anna, timezone.localdate() + timedelta(days=1))
    run(today=timezone.localdate() + timedelta(days=1))
    assert len(subjects(queued_mail)) == 1
    triage.dismiss([the_issue()], anna, DismissalReason.SOURCE_WRONG)
    wrong.wrong = dict.fromkeys(wrong.wrong, "y")
    run()
    assert subjects(queued_mail) == [AGAIN]


def test_a_report_that_its_reporter_opens_again_and_again_is_mailed_each_time(
    queued_mail: QueuedMail,
) -> None:
    triage.open_issues([Issue(issue="Wrong.", origin=Origin.PUBLIC)], Actor())
    for _ in range(4):
        triage.resolve([the_issue()], Actor())
        triage.comment(the_issue(), "Still wrong.")
    assert len(subjects(queued_mail)) == 5


def test_the_admin_marks_it_too(wrong: Rule, admin_client: Client) -> None:
    page, overview = (
        reverse("admin:issues_issue_change", args=[the_issue().pk]),
        reverse("admin:issues_issue_changelist"),
    )
    flip(wrong)
    assert (
        "flapping"
        not in admin_client.get(page).content.decode() + admin_client.get(overview).content.decode()
    )
    flip(wrong)
    assert "flapping" in admin_client.get(page).content.decode()
    assert ", flapping" in admin_client.get(overview).content.decode()
