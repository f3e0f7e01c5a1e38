"""The outcomes of several checks are stored together, and each by itself if that fails."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from issues import triage
from issues.checks.check_held import check_held
from issues.findings.finding import Evidence, Finding
from issues.findings.registry import CHECKS, Check
from issues.findings.scope import Scope
from issues.models import CheckResult, Issue, Mail, Run
from issues.models.choices import DismissalReason, Severity, Status
from issues.runs import moments, outcomes, storage
from issues.runs.report import Result
from issues.triage import Actor
from tests import factories
from tests.issues.conftest import Rule, run
from tests.support.mail import QueuedMail

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(rule: Rule, monkeypatch: pytest.MonkeyPatch) -> Rule:
    """A second check, `other-rule`; both find something wrong with a member."""
    other = Rule()
    check = Check("other-rule", Severity.ERROR, "email", "A rule.", "Why.", "Fix.", "Trap.", other)
    monkeypatch.setitem(CHECKS, "other-rule", check)
    rule.wrong = {factories.member("Ada Quill"): "x"}
    other.wrong = {factories.member("Bo Reed"): "y"}
    return other


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that `test-rule` finds can be stored."""
    real = triage.open_issues

    def fails(issues: Any, actor: Actor) -> list[Issue]:
        found = real(issues, actor)
        if any(issue.check_name == "test-rule" for issue in found):
            raise OSError("no room")
        return found

    monkeypatch.setattr(triage, "open_issues", fails)


def transactions() -> int:
    """Return the number of statements by which a run stores results of checks."""
    with CaptureQueriesContext(connection) as captured:
        run()
    return sum(
        each["sql"].startswith('INSERT INTO "issues_checkresult"')
        for each in captured.captured_queries
    )


def test_few_findings_of_several_checks_are_stored_in_one_transaction(other: Rule) -> None:
    assert transactions() == 1
    assert sorted(Issue.objects.values_list("check_name", flat=True)) == ["other-rule", "test-rule"]


def test_many_findings_are_not(other: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outcomes, "TOGETHER", 1)
    assert transactions() == 2
    assert Issue.objects.count() == 2


def test_nothing_waits_for_a_large_outcome(
    other: Rule, rule: Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outcomes, "TOGETHER", 3)
    rule.wrong = {factories.member(f"Cy Lane{number}"): "x" for number in range(3)}
    stored: list[set[str]] = []
    real = storage.store_results

    def store_results(of: Run, results: Collection[Result]) -> None:
        stored.append({each.check.name for each in results})
        real(of, results)

    monkeypatch.setattr(storage, "store_results", store_results)
    run()
    assert [each for each in stored if each] == [{"other-rule"}, {"test-rule"}]


def test_an_outcome_that_cannot_be_stored_takes_no_other_with_it(
    other: Rule, broken: None, queued_mail: QueuedMail
) -> None:
    report = run()
    assert {each.check.name: (each.error, each.counts.opened) for each in report.results} == {
        "other-rule": ("", 1),
        "test-rule": ("OSError: no room", 0),
    }
    assert Issue.objects.get().check_name == "other-rule"
    assert CheckResult.objects.count() == 2
    assert [subject.partition(":")[0] for subject in queued_mail.subjects("one@example.org")] == [
        "A new issue has been generated",
        "A check is failing",
    ]


def test_only_mail_that_is_kept_counts_as_unmade(
    other: Rule, broken: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("issues.mail.compose._rendered", lambda *given: 1 / 0)
    report = run()
    assert report.unmade == Mail.objects.filter(state=Mail.State.UNMADE).count() > 0


def test_all_issues_to_change_are_locked_at_once(
    other: Rule, rule: Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    run()
    rule.wrong, other.wrong = {}, {}
    asked: list[set[int]] = []
    real = triage.locked

    def locked(revisions: Mapping[int, int], allowed: Collection[int]) -> list[Issue]:
        asked.append(set(revisions))
        return real(revisions, allowed)

    monkeypatch.setattr(triage, "locked", locked)
    run()
    assert asked[0] == set(Issue.objects.values_list("pk", flat=True))
    assert set(Issue.objects.values_list("status", flat=True)) == {Status.RESOLVED}


def test_single_mails_go_to_the_checks_in_their_order(
    other: Rule, rule: Rule, queued_mail: QueuedMail, monkeypatch: pytest.MonkeyPatch
) -> None:
    members = [factories.member(f"Cy Lane{number}") for number in range(20)]
    other.wrong, rule.wrong = {}, dict.fromkeys(members, "x")
    run()
    triage.resolve(Issue.objects.all(), Actor(), "Done.")
    Mail.objects.all().delete()
    other.wrong = dict.fromkeys(members, "x")
    run()
    single = Mail.objects.filter(kind="issue")
    assert set(single.values_list("issue__check_name", flat=True)) == {"other-rule"}
    assert queued_mail.subjects("one@example.org")[-1].endswith(": test-rule")


def test_claims_whose_dismissal_the_run_ends_are_found_by_another_check(
    rule: Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = factories.member("Ada Quill")
    claims = {"a": ("here", "gone"), "b": ()}

    def make(name: str) -> Check:
        def found(scope: Scope) -> Iterator[Finding]:
            if of := claims[name]:
                yield Finding(ada, "Gone.", evidence=Evidence("x", compared=of, claims=of))

        return Check(name, Severity.ERROR, "", "A rule.", "Why.", "Fix.", "Trap.", found)

    for name in claims:
        monkeypatch.setitem(CHECKS, name, make(name))
    run()
    triage.dismiss(Issue.objects.all(), Actor(), DismissalReason.SOURCE_WRONG)
    claims |= {"a": ("gone", "gone"), "b": ("here", "gone")}
    run()
    assert Issue.objects.get(check_name="b").status == Status.OPEN


def test_an_error_of_the_database_when_holds_are_reported_ends_no_run(
    rule: Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(CHECKS, "check-held", check_held)
    real = moments.before

    def fails(checks: Collection[Check], scope: Scope) -> moments.Moment:
        if [check.name for check in checks] == ["check-held"]:
            raise OperationalError("canceling statement due to statement timeout")
        return real(checks, scope)

    monkeypatch.setattr(moments, "before", fails)
    report = run()
    assert {each.check.name: bool(each.error) for each in report.results} == {
        "test-rule": False,
        "check-held": True,
    }
    assert Run.objects.get().status == Run.Outcome.ERRORED
