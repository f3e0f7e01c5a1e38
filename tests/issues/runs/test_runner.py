"""The table of outcomes for a finding, line by line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from issues import triage
from issues.findings.finding import Evidence, Finding
from issues.findings.registry import CHECKS, Check
from issues.findings.scope import Scope
from issues.models import CheckState, Issue, IssueEvent, Run
from issues.models.choices import DismissalReason, Origin, Severity, Status
from issues.runs import runner
from issues.triage import Actor
from tests import factories
from tests.issues.conftest import TODAY, Rule, run, the_issue
from tests.issues.runs.runner_parts import counts
from tests.support.mail import QueuedMail

pytestmark = pytest.mark.django_db
Verb = IssueEvent.Verb


def verbs(issue: Issue) -> list[str]:
    return list(issue.events.values_list("verb", flat=True))


def test_seen_with_no_issue_before_is_opened_and_each_of_staff_is_mailed(
    rule: Rule, queued_mail: QueuedMail
) -> None:
    ada = factories.member()
    rule.wrong[ada] = "ada at example"
    report = run()
    issue = the_issue()
    assert counts(report) == (1, 0, 0, 0)
    assert (issue.status, issue.origin, issue.check_name, issue.severity) == (
        Status.OPEN,
        Origin.CHECK,
        "test-rule",
        "error",
    )
    assert (issue.member, issue.chamber, issue.field, issue.member_slugs) == (
        ada,
        ada.chamber,
        "email",
        ["ada-quill"],
    )
    assert (issue.observed, issue.expected, issue.run) == ("ada at example", "right", report.run)
    assert verbs(issue) == [Verb.OPENED]
    assert sorted(message.recipient for message in queued_mail.all()) == [
        "one@example.org",
        "two@example.org",
    ]
    assert all(issue.admin_url in message.text for message in queued_mail.all())


@pytest.mark.parametrize("status", [Status.OPEN, Status.IN_PROGRESS, Status.SNOOZED])
def test_seen_and_active_is_unchanged_and_nothing_is_written(
    rule: Rule, found: Issue, staff: Actor, queued_mail: QueuedMail, status: Status
) -> None:
    if status == Status.IN_PROGRESS:
        triage.take([found], staff)
    if status == Status.SNOOZED:
        triage.snooze([found], staff, date.today() + timedelta(days=9000))
    before = Issue.objects.values().get(), verbs(found)
    report = run()
    assert counts(report) == (0, 0, 0, 1)
    assert (Issue.objects.values().get(), verbs(found)) == before
    assert len(queued_mail) == 0


def test_seen_and_open_with_other_evidence_is_updated_and_nobody_is_mailed(
    rule: Rule, found: Issue, queued_mail: QueuedMail
) -> None:
    rule.wrong = dict.fromkeys(rule.wrong, "ada at another")
    assert counts(run()) == (0, 0, 0, 1)
    assert the_issue().observed == "ada at another"
    assert verbs(found) == [Verb.OPENED, Verb.UPDATED]
    assert len(queued_mail) == 0


def test_context_is_shown_and_never_compared(rule: Rule, found: Issue) -> None:
    rule.context = {"row": "17"}
    run()
    assert verbs(found) == [Verb.OPENED]


def test_seen_again_after_it_was_resolved_is_reopened_and_staff_are_mailed(
    rule: Rule, found: Issue, staff: Actor, queued_mail: QueuedMail
) -> None:
    triage.resolve([found], staff)
    assert counts(run()) == (0, 1, 0, 0)
    assert (the_issue().status, the_issue().resolved_at) == (Status.OPEN, None)
    assert verbs(found)[-1] == Verb.REOPENED
    assert [subject.partition(":")[0] for subject in queued_mail.subjects("one@example.org")] == [
        "An issue has been reopened"
    ]


@pytest.mark.parametrize("until", [None, TODAY + timedelta(days=1)])
def test_a_dismissed_issue_stays_dismissed_while_its_evidence_is_the_same(
    rule: Rule, found: Issue, staff: Actor, queued_mail: QueuedMail, until: date | None
) -> None:
    triage.dismiss([found], staff, DismissalReason.ACCEPTED, until)
    before = Issue.objects.values().get(), verbs(found)
    assert counts(run()) == (0, 0, 0, 1)
    assert (Issue.objects.values().get(), verbs(found)) == before
    assert len(queued_mail) == 0


def test_a_dismissed_issue_with_other_evidence_is_reopened_saying_why(
    rule: Rule, found: Issue, staff: Actor, queued_mail: QueuedMail
) -> None:
    triage.dismiss([found], staff, DismissalReason.FALSE_POSITIVE)
    rule.wrong = dict.fromkeys(rule.wrong, "ada at another")
    assert counts(run()) == (0, 1, 0, 0)
    issue = the_issue()
    assert (issue.status, issue.observed, issue.dismissal_reason) == (
        Status.OPEN,
        "ada at another",
        "",
    )
    event = issue.events.last()
    assert event is not None
    assert event.verb == Verb.REOPENED
    assert "evidence" in event.note
    assert "evidence" in queued_mail.to("one@example.org")[0].text


def test_a_dismissal_that_ended_is_reopened_saying_why(
    rule: Rule, found: Issue, staff: Actor
) -> None:
    triage.dismiss([found], staff, DismissalReason.ACCEPTED, TODAY)
    assert counts(run()) == (0, 1, 0, 0)
    event = found.events.last()
    assert event is not None
    assert "2026-06-15" in event.note


@pytest.mark.parametrize("status", [Status.OPEN, Status.IN_PROGRESS, Status.SNOOZED])
def test_not_seen_and_active_is_resolved_by_the_run(
    rule: Rule, found: Issue, staff: Actor, status: Status
) -> None:
    Issue.objects.update(
        status=status, snoozed_until=date(2100, 1, 1) if status == Status.SNOOZED else None
    )
    rule.wrong = {}
    report = run()
    assert counts(report) == (0, 0, 1, 0)
    assert the_issue().status == Status.RESOLVED
    assert the_issue().resolved_at is not None
    event = found.events.last()
    assert event is not None
    assert (event.verb, event.run) == (Verb.RESOLVED, report.run)


@pytest.mark.parametrize("close", ["dismiss", "resolve"])
def test_not_seen_and_closed_is_left_as_it_is(
    rule: Rule, found: Issue, staff: Actor, close: str
) -> None:
    if close == "dismiss":
        triage.dismiss([found], staff, DismissalReason.ACCEPTED)
    else:
        triage.resolve([found], staff)
    rule.wrong = {}
    before = Issue.objects.values().get(), verbs(found)
    assert counts(run()) == (0, 0, 0, 0)
    assert (Issue.objects.values().get(), verbs(found)) == before


def test_a_check_that_becomes_graver_takes_its_issues_along(
    rule: Rule, found: Issue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(CHECKS, "test-rule", replace(CHECKS["test-rule"], severity=Severity.INFO))
    run()
    assert the_issue().severity == Severity.INFO
    assert len(verbs(found)) == 2
    run()
    assert len(verbs(found)) == 2


def test_a_second_run_on_unchanged_data_writes_no_issue_event_or_mail(
    rule: Rule, found: Issue, queued_mail: QueuedMail
) -> None:
    before = list(Issue.objects.values()), IssueEvent.objects.count()
    run()
    assert (list(Issue.objects.values()), IssueEvent.objects.count(), len(queued_mail)) == (
        *before,
        0,
    )


def test_a_chamber_outside_the_scope_is_neither_reported_nor_resolved(
    rule: Rule, found: Issue
) -> None:
    factories.chamber("sa-ha")
    rule.wrong = {}
    assert counts(run("sa-ha")) == (0, 0, 0, 0)
    assert the_issue().status == Status.OPEN
    assert counts(run("nt-la")) == (0, 0, 1, 0)


def test_a_snooze_that_ended_is_woken_mailed_and_counted_as_reopened(
    rule: Rule, found: Issue, queued_mail: QueuedMail
) -> None:
    Issue.objects.update(status=Status.SNOOZED, snoozed_until=TODAY)
    assert counts(run()) == (0, 1, 0, 0)
    assert the_issue().status == Status.OPEN
    assert verbs(found)[-1] == Verb.WOKEN
    assert len(queued_mail.to("one@example.org")) == 1


def test_a_report_is_woken_from_its_snooze_and_never_closed_by_a_run(
    rule: Rule, queued_mail: QueuedMail
) -> None:
    (report,) = triage.open_issues(
        [Issue(origin=Origin.PUBLIC, issue="The number is wrong.")], Actor(reporter=True)
    )
    Issue.objects.update(status=Status.SNOOZED, snoozed_until=TODAY)
    assert counts(run()) == (0, 1, 0, 0)
    assert the_issue().status == Status.OPEN
    assert counts(run()) == (0, 0, 0, 0)
    assert the_issue().status == Status.OPEN
    assert verbs(report) == [Verb.OPENED, Verb.WOKEN]


def test_the_issues_of_a_disabled_or_retired_check_are_closed_with_an_event(
    rule: Rule, found: Issue
) -> None:
    CheckState.objects.update(enabled=False)
    assert counts(runner.rehearse([], Scope(TODAY))) == (0, 0, 1, 0)
    assert counts(run()) == (0, 0, 1, 0)
    event = found.events.last()
    assert the_issue().status == Status.RESOLVED
    assert event is not None
    assert "disabled" in event.note


def test_several_details_of_one_field_are_one_issue(
    rule: Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = factories.member()
    two = [
        Finding(ada, "First.", "email", evidence=Evidence("a")),
        Finding(ada, "Second.", "email", evidence=Evidence("b")),
    ]
    monkeypatch.setitem(
        CHECKS,
        "several",
        Check("several", Severity.ERROR, "", "T.", "W.", "F.", "T.", lambda scope: two),
    )
    run()
    assert (the_issue().observed, the_issue().issue) == ("a; b", "First. Second.")


def test_an_interrupted_run_is_marked_by_the_next(rule: Rule) -> None:
    Run.objects.create()
    run()
    assert list(Run.objects.order_by("pk").values_list("status", flat=True)) == [
        Run.Outcome.INTERRUPTED,
        Run.Outcome.SUCCEEDED,
    ]
