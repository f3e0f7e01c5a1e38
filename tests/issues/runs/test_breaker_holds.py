"""Holds from run to run: how they grow, end and come back, and which runs leave them alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import OperationalError

from issues import triage
from issues.findings.finding import Finding
from issues.findings.reach import Reach
from issues.findings.registry import CHECKS
from issues.findings.scope import Scope
from issues.models import CheckState, Hold, Issue
from issues.models.choices import DismissalReason, Status
from issues.runs import runner
from issues.triage import Actor
from members.models import Chamber, Member
from tests.issues.admin.held_parts import counts, crowd, empty, of_rule, told, wrong
from tests.issues.conftest import TODAY, Rule, run
from tests.support.mail import QueuedMail

pytestmark = pytest.mark.django_db


def test_groups_are_counted_and_held_in_their_chamber(
    flood: Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared: list[str] = []

    def groups(scope: Scope) -> Iterator[Finding]:
        for key in shared:
            yield Finding(
                Chamber.objects.get(slug="nt-la"),
                f"{key} is shared",
                key=key,
                members=tuple(Member.objects.all()[:2]),
            )

    monkeypatch.setitem(CHECKS, "test-rule", replace(CHECKS["test-rule"], function=groups))
    run()
    shared += [str(number) for number in range(26)]
    assert counts(run()) == (0, 0, 0, 0, 26)


def test_a_hold_that_grows_is_kept_up_to_date_without_another_mail(
    flood: Rule, queued_mail: QueuedMail
) -> None:
    wrong(flood, 60)
    run()
    since = Hold.objects.get().held_since
    wrong(flood, 70)
    run()
    hold = Hold.objects.get()
    assert (hold.opened, hold.held_since, len(hold.changes)) == (70, since, 70)
    assert len(queued_mail.to("one@example.org")) == 1


def test_below_the_limit_the_hold_is_gone_and_its_issue_is_resolved(flood: Rule) -> None:
    wrong(flood, 60)
    run()
    flood.wrong.clear()
    wrong(flood, 3)
    assert counts(run()) == (3, 0, 0, 0, 0)
    assert not Hold.objects.exists()
    assert told().status == Status.RESOLVED


def test_a_dismissed_one_stays_quiet_while_it_lasts_and_comes_back_when_it_begins_again(
    flood: Rule, queued_mail: QueuedMail
) -> None:
    wrong(flood, 60)
    run()
    triage.dismiss([told()], Actor(), DismissalReason.SOURCE_WRONG)
    empty(queued_mail)
    wrong(flood, 70)
    run()
    assert (told().status, len(queued_mail.all())) == (Status.DISMISSED, 0)
    flood.wrong.clear()
    run()
    wrong(flood, 60)
    run()
    assert told().status == Status.OPEN


def test_a_run_of_one_check_or_chamber_tells_too_and_leaves_other_holds_alone(flood: Rule) -> None:
    crowd(50, "sa-ha")
    run()
    wrong(flood, 30)
    wrong(flood, 30, "sa-ha")
    report = runner.run(["test-rule"], Scope(TODAY, frozenset(["sa-ha"])))
    assert [result.check.name for result in report.results] == ["test-rule", "check-held"]
    assert [hold.chamber.slug for hold in Hold.objects.all()] == ["sa-ha"]
    flood.wrong.clear()
    run("nt-la")
    assert Hold.objects.exists()
    runner.run(["test-rule"], Scope(TODAY))
    assert (Hold.objects.exists(), told().status) == (False, Status.RESOLVED)
    assert [result.check.name for result in runner.run(["test-rule"], Scope(TODAY)).results] == [
        "test-rule"
    ]


def test_an_outcome_that_cannot_be_stored_leaves_no_hold(
    flood: Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong(flood, 60)
    before = CheckState.objects.get(name="test-rule").ran_in

    def broken(*given: object) -> None:
        raise OperationalError("disk full")

    monkeypatch.setattr("issues.runs.check_state.record_success", broken)
    assert run().errored
    assert not Hold.objects.exists()
    assert CheckState.objects.get(name="test-rule").ran_in == before
    assert not Issue.objects.filter(check_name="check-held").exists()


def test_the_hold_of_a_disabled_check_is_forgotten(flood: Rule) -> None:
    wrong(flood, 60)
    run()
    CheckState.objects.filter(name="test-rule").update(enabled=False)
    run()
    assert (Hold.objects.exists(), told().status) == (False, Status.RESOLVED)


def test_a_look_at_one_member_opens_nothing_of_what_is_held_and_resolves_what_was_put_right(
    flood: Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    from issues.fixes import recheck

    can_be_asked_alone = replace(CHECKS["test-rule"], function=flood.of_member, reach=Reach.MEMBER)
    monkeypatch.setitem(CHECKS, "test-rule", can_be_asked_alone)
    wrong(flood, 1)
    run()
    wrong(flood, 60)
    run()
    recheck.members(["nt-la-0030"])
    assert of_rule() == 1
    flood.wrong = {
        member: value for member, value in flood.wrong.items() if member.slug != "nt-la-0000"
    }
    recheck.members(["nt-la-0000"])
    assert of_rule() == 0
