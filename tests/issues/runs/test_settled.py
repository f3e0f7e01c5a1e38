"""Checks that change nothing: their results are stored together."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from issues import triage
from issues.findings.registry import CHECKS
from issues.findings.scope import Scope
from issues.models import CheckResult, CheckState, Hold, Issue
from issues.models.choices import DismissalReason, Status
from issues.runs import moments
from issues.triage import Actor
from members.models import Member
from tests import factories
from tests.issues.conftest import TODAY, Rule, run, the_issue
from tests.issues.runs.runner_parts import counts

pytestmark = pytest.mark.django_db


def test_an_unchanged_run_stores_the_result_of_each_check_in_one_statement(
    rule: Rule, found: Issue
) -> None:
    with CaptureQueriesContext(connection) as captured:
        report = run()
    stored = CheckResult.objects.get(run=report.run)
    assert (stored.check_name, stored.findings, stored.unchanged) == ("test-rule", 1, 1)
    inserts = [each for each in captured.captured_queries if "issues_checkresult" in each["sql"]]
    assert len(inserts) == 1
    written = {
        each["sql"].split()[2] for each in captured.captured_queries if "INSERT" in each["sql"]
    }
    assert written == {'"issues_run"', '"issues_checkresult"'}


def test_the_first_run_of_a_check_and_the_first_success_after_a_failure_are_remembered(
    rule: Rule,
) -> None:
    factories.member()
    run()
    assert CheckState.objects.get().ran_in == ["nt-la"]
    rule.error = RuntimeError("no such table")
    run()
    rule.error = None
    assert CheckState.objects.get().failing_since is not None
    run()
    assert CheckState.objects.get().failing_since is None
    factories.member("Bo Reed", factories.chamber("qld-la"))
    run()
    assert CheckState.objects.get().ran_in == ["nt-la", "qld-la"]


def test_a_hold_ends_with_a_run_below_the_limit(flood: Rule) -> None:
    members = list(Member.objects.all())
    flood.wrong = dict.fromkeys(members[:60], "x")
    run()
    assert Hold.objects.exists()
    flood.wrong = {}
    run()
    assert not Hold.objects.exists()


def test_what_was_dismissed_until_today_is_no_settled_matter(
    rule: Rule, found: Issue, staff: Actor
) -> None:
    triage.dismiss([found], staff, DismissalReason.ACCEPTED, TODAY)
    assert counts(run()) == (0, 1, 0, 0)
    triage.snooze([the_issue()], staff, TODAY + timedelta(days=9000))
    assert counts(run()) == (0, 0, 0, 1)


def test_closed_issues_are_not_read_unless_they_are_found_again(
    rule: Rule, found: Issue, staff: Actor
) -> None:
    triage.resolve([found], staff)
    checks = list(CHECKS.values())
    assert moments.before(checks, Scope(TODAY)).active == {"test-rule": {}}
    rule.wrong = {}
    assert counts(run()) == (0, 0, 0, 0)
    assert the_issue().status == Status.RESOLVED


def test_an_issue_that_came_and_was_closed_while_the_checks_read_is_left_alone(
    rule: Rule, staff: Actor
) -> None:
    ada = factories.member()
    rule.wrong[ada] = "ada at example"
    run()
    stored: dict[str, Any] = {**Issue.objects.values().get()}
    Issue.objects.all().delete()

    def meanwhile() -> None:
        rule.meanwhile = lambda: None
        [issue] = triage.open_issues([Issue(**{**stored, "id": None})], Actor())
        triage.resolve([issue], staff)

    rule.meanwhile = meanwhile
    assert counts(run())[:2] == (0, 0)
    assert the_issue().status == Status.RESOLVED


def test_a_closed_issue_on_which_staff_acted_while_the_checks_read_is_left_alone(
    rule: Rule, found: Issue, staff: Actor
) -> None:
    triage.resolve([found], staff)

    def meanwhile() -> None:
        rule.meanwhile = lambda: None
        triage.reopen([the_issue()], staff)
        triage.dismiss([the_issue()], staff, DismissalReason.ACCEPTED)

    rule.wrong = dict.fromkeys(rule.wrong, "ada at another")
    rule.meanwhile = meanwhile
    assert counts(run())[:2] == (0, 0)
    assert the_issue().status == Status.DISMISSED
