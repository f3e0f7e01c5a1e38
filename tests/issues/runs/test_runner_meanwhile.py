"""Issues that people changed, and members edited or deleted, during a run."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from issues import triage
from issues.findings.registry import CHECKS
from issues.findings.scope import Scope
from issues.models import Issue
from issues.models.choices import DismissalReason, Status
from issues.runs import decision, reading, storage
from issues.triage import Actor
from members.models import Email
from tests import factories
from tests.issues.conftest import TODAY, Rule, run, the_issue
from tests.issues.runs.runner_parts import counts

pytestmark = pytest.mark.django_db


def test_an_issue_that_a_person_touched_meanwhile_is_not_resolved(
    rule: Rule, found: Issue, staff: Actor
) -> None:
    rule.wrong = {}
    rule.meanwhile = lambda: triage.take([found], staff)
    assert counts(run()) == (0, 0, 0, 0)
    assert the_issue().status == Status.IN_PROGRESS
    rule.meanwhile = lambda: None
    assert counts(run()) == (0, 0, 1, 0)


def test_an_issue_that_a_person_resolved_meanwhile_is_not_reopened(
    rule: Rule, found: Issue, staff: Actor
) -> None:
    rule.meanwhile = lambda: triage.resolve([the_issue()], staff)
    assert counts(run()) == (0, 0, 0, 1)
    assert the_issue().status == Status.RESOLVED


def test_an_issue_that_a_person_noted_something_on_meanwhile_is_not_updated(
    rule: Rule, found: Issue, staff: Actor
) -> None:
    rule.wrong = dict.fromkeys(rule.wrong, "ada at another")
    rule.meanwhile = lambda: triage.note([the_issue()], staff, "I am looking at it.")
    run()
    assert the_issue().observed == "ada at example"


@pytest.mark.parametrize(
    "act",
    [
        lambda issue, staff: triage.take([issue], staff),
        lambda issue, staff: triage.snooze([issue], staff, date.today() + timedelta(days=9)),
        lambda issue, staff: triage.dismiss([issue], staff, DismissalReason.ACCEPTED),
    ],
)
def test_what_a_person_does_between_deciding_and_storing_stands_and_is_not_counted(
    rule: Rule, found: Issue, staff: Actor, act: Any
) -> None:
    rule.wrong = {}
    check, scope = CHECKS["test-rule"], Scope(TODAY)
    plan = decision.decide(check, scope, reading.read(check, scope))
    assert plan.counts.resolved == 1
    act(the_issue(), staff)
    state = Issue.objects.values().get()
    assert storage.store([plan], Actor())["test-rule"].resolved == 0
    assert Issue.objects.values().get() == state


def test_nothing_is_opened_about_a_member_that_was_edited_meanwhile(rule: Rule) -> None:
    ada = factories.member()
    rule.wrong[ada] = "ada at example"
    rule.meanwhile = lambda: factories.email("ada@example.org", ada)
    assert counts(run()) == (0, 0, 0, 1)
    assert not Issue.objects.exists()
    rule.meanwhile = lambda: None
    assert counts(run()) == (1, 0, 0, 0)


def test_nothing_is_resolved_about_a_member_that_was_edited_meanwhile(
    rule: Rule, found: Issue
) -> None:
    ada = next(iter(rule.wrong))
    rule.wrong = {}
    rule.meanwhile = lambda: Email.objects.create(member=ada, address="wrong again")
    assert counts(run()) == (0, 0, 0, 0)
    assert the_issue().status == Status.OPEN


def test_nothing_is_opened_about_a_member_that_was_deleted_meanwhile(rule: Rule) -> None:
    ada = factories.member()
    rule.wrong[ada] = "ada at example"
    rule.meanwhile = lambda: ada.delete()
    run()
    assert not Issue.objects.exists()


def test_a_deleted_member_leaves_its_issue_which_the_next_run_resolves(
    rule: Rule, found: Issue
) -> None:
    next(iter(rule.wrong)).delete()
    issue = the_issue()
    assert (issue.member, issue.label, issue.status) == (None, "Ada Quill", Status.OPEN)
    run()
    assert the_issue().status == Status.RESOLVED


def test_a_member_that_is_loaded_again_is_tied_to_its_issue_again(rule: Rule, found: Issue) -> None:
    next(iter(rule.wrong)).delete()
    again = factories.member()
    rule.wrong = {again: "ada at example"}
    assert counts(run()) == (0, 0, 0, 1)
    assert the_issue().member == again
