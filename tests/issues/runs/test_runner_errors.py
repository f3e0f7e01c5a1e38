"""Errors in checks: they are stored, reported once, and change no issue."""

from __future__ import annotations

import pytest

from issues.findings.finding import Finding
from issues.findings.registry import CHECKS, Check
from issues.models import CheckResult, CheckState, Issue, Run
from issues.models.choices import Severity, Status
from tests import factories
from tests.issues.conftest import Rule, run, the_issue
from tests.support.mail import QueuedMail

pytestmark = pytest.mark.django_db


def test_an_error_in_a_check_is_stored_told_once_and_touches_no_issue(
    rule: Rule, found: Issue, queued_mail: QueuedMail
) -> None:
    rule.wrong, rule.error = {}, RuntimeError("no such column")
    assert run().errored
    report = run()
    assert report.errored
    assert report.run is not None
    assert report.run.status == Run.Outcome.ERRORED
    assert "no such column" in CheckResult.objects.get(run=report.run).error
    assert queued_mail.subjects("one@example.org") == ["A check is failing: test-rule"]
    assert the_issue().status == Status.OPEN
    rule.error = None
    assert not run().errored
    assert CheckState.objects.get().failing_since is None
    rule.error = RuntimeError("again")
    run()
    assert queued_mail.subjects("one@example.org") == ["A check is failing: test-rule"] * 2


class Silent(Exception):
    def __str__(self) -> str:
        raise RuntimeError


@pytest.mark.parametrize(
    "error",
    [ValueError("NUL \0 inside"), ValueError("half a \ud800 character"), SystemExit(0), Silent()],
)
def test_whatever_a_check_breaks_with_is_told_and_stops_nothing(
    rule: Rule, queued_mail: QueuedMail, error: BaseException
) -> None:
    rule.error = error
    report = run()
    assert report.errored
    assert report.run is not None
    assert report.run.finished_at is not None
    assert type(error).__name__ in CheckResult.objects.get().error
    assert queued_mail.subjects("one@example.org") == ["A check is failing: test-rule"]


def test_evidence_that_is_no_text_is_an_error_of_the_check(rule: Rule) -> None:
    rule.wrong[factories.member()] = None  # type: ignore[assignment]
    assert run().errored
    assert not Issue.objects.exists()


def test_what_cannot_be_stored_is_rolled_back_whole_and_is_an_error_of_the_check(
    rule: Rule, queued_mail: QueuedMail, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule.wrong = {factories.member("Ada Quill"): "x", factories.member("Bo Reed"): "y"}
    monkeypatch.setattr("issues.triage.status.log", lambda issues, verb: 1 / 0)
    report = run()
    assert report.errored
    assert not Issue.objects.exists()
    assert queued_mail.subjects("one@example.org") == ["A check is failing: test-rule"]


def test_the_same_identity_twice_is_an_error_of_the_check(
    rule: Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = factories.chamber()
    twice = [Finding(house, "one"), Finding(house, "two")]
    monkeypatch.setitem(
        CHECKS,
        "twice",
        Check("twice", Severity.ERROR, "", "T.", "W.", "F.", "T.", lambda scope: twice),
    )
    results = {result.check.name: result.error for result in run().results}
    assert "twice" in results["twice"]
    assert results["test-rule"] == "", "an error in one check stops no other"
