"""The outcomes of several checks are stored together, and each by itself if that fails."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from issues import triage
from issues.findings.registry import CHECKS, Check
from issues.models import CheckResult, Issue, Mail
from issues.models.choices import Severity, Status
from issues.runs import outcomes
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
