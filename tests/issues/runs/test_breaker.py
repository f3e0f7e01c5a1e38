"""Too much at once is held, told of once, and stored by nobody but whoever releases it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import OperationalError

from issues import triage
from issues.findings.registry import CHECKS, Finding
from issues.findings.scope import Scope
from issues.models import CheckState, Hold, Issue, IssueEvent
from issues.models.choices import DismissalReason, Severity, Status
from issues.runs import breaker, runner
from issues.runs.breaker import Breaker
from issues.triage import Actor
from members.models import Chamber, Member, Snapshot, Source
from tests.issues.admin.held_parts import (
    Lists,
    copy,
    counts,
    crowd,
    differ,
    empty,
    of_rule,
    source,
    told,
    wrong,
)
from tests.issues.conftest import TODAY, Rule, run
from tests.support.mail import QueuedMail

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("size", "limit"),
    [(0, 25), (100, 25), (259, 25), (260, 26), (400, 40), (4999, 499), (9000, 500)],
)
def test_the_limit_is_a_tenth_of_the_chamber_but_no_less_than_25_and_no_more_than_500(
    size: int, limit: int
) -> None:
    limits = Breaker(Scope(TODAY))
    limits.sitting = {"nt-la": size}
    assert limits.limit("nt-la") == limit


def test_as_many_as_the_limit_are_opened_and_one_more_is_held(flood: Rule) -> None:
    wrong(flood, 25)
    assert counts(run()) == (25, 0, 0, 0, 0)
    flood.wrong.clear()
    assert counts(run()) == (0, 0, 25, 0, 0)
    assert not Hold.objects.exists()
    wrong(flood, 26)
    assert counts(run()) == (0, 0, 0, 0, 26)
    assert of_rule() == 0
    hold = Hold.objects.get()
    assert (hold.check_name, hold.chamber.slug, hold.sources, hold.snapshots) == (
        "test-rule",
        "nt-la",
        "",
        [],
    )
    assert (hold.opened, hold.reopened, hold.resolved, hold.limit, hold.run is None) == (
        1,
        25,
        0,
        25,
        False,
    )


def test_a_tenth_of_400_is_40(flood: Rule) -> None:
    crowd(400, "sa-ha")
    run()
    wrong(flood, 40, "sa-ha")
    assert counts(run()) == (40, 0, 0, 0, 0)
    wrong(flood, 41, "sa-ha", start=100)
    assert counts(run()) == (0, 0, 0, 40, 41)


def test_a_first_run_is_never_held_and_another_chamber_is_not_affected(flood: Rule) -> None:
    crowd(50, "sa-ha")
    wrong(flood, 50, "sa-ha")
    assert counts(run()) == (50, 0, 0, 0, 0), "the check is new in that chamber"
    wrong(flood, 30)
    flood.wrong = {
        member: value for member, value in flood.wrong.items() if member.slug != "sa-ha-0000"
    }
    assert counts(run()) == (0, 0, 1, 49, 30)
    assert [hold.chamber.slug for hold in Hold.objects.all()] == ["nt-la"]


def test_one_issue_tells_of_it_with_one_mail_and_the_next_run_writes_nothing(
    flood: Rule, queued_mail: QueuedMail
) -> None:
    wrong(flood, 60)
    run()
    issue = told()
    assert (issue.severity, issue.status, issue.member, issue.label) == (
        Severity.ERROR,
        Status.OPEN,
        None,
        "NT-LA",
    )
    assert issue.issue.startswith("test-rule would open 60 issues in NT-LA at once, more than 25:")
    assert len(queued_mail.to("one@example.org")) == 1
    before = (
        list(Hold.objects.values()),
        list(Issue.objects.values()),
        IssueEvent.objects.count(),
        list(CheckState.objects.values()),
    )
    report = run()
    assert (
        list(Hold.objects.values()), list(Issue.objects.values()), IssueEvent.objects.count(), list(CheckState.objects.values())
    ) == before  # fmt: skip
    assert (report.totals.held, len(queued_mail.to("one@example.org"))) == (60, 1)


def test_what_changes_is_kept_for_people_to_read(flood: Rule) -> None:
    wrong(flood, 20)
    run()
    flood.wrong.clear()
    wrong(flood, 10, start=50, value="y")
    assert counts(run()) == (0, 0, 0, 0, 30)
    changes = Hold.objects.get().changes
    assert [change["verb"] for change in changes] == ["opened"] * 10 + ["resolved"] * 20
    assert changes[0] == {
        "verb": "opened",
        "text": "Ada Q0050 is wrong",
        "label": "Ada Q0050",
        "observed": "y",
        "expected": "right",
    }
    assert (changes[10]["label"], changes[10]["observed"]) == ("Ada Q0000", "x")


def test_a_flood_of_issues_put_right_at_once_is_held(flood: Rule) -> None:
    wrong(flood, 15)
    run()
    wrong(flood, 15, start=15)
    run()
    assert of_rule() == 30
    flood.wrong.clear()
    assert counts(run()) == (0, 0, 0, 0, 30)
    assert of_rule() == 30
    assert "would resolve 30 issues" in told().issue


def test_evidence_that_differs_is_no_change_and_is_not_stored_while_the_rest_is_held(
    flood: Rule,
) -> None:
    wrong(flood, 20)
    run()
    wrong(flood, 20, value="y")
    assert counts(run()) == (0, 0, 0, 20, 0)
    wrong(flood, 20, value="z")
    wrong(flood, 30, start=50)
    assert counts(run()) == (0, 0, 0, 20, 30)
    assert set(
        Issue.objects.filter(check_name="test-rule").values_list("evidence__observed", flat=True)
    ) == {"y"}


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

    monkeypatch.setitem(
        CHECKS, "test-rule", replace(CHECKS["test-rule"], function=groups, compares=True)
    )
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


def test_json_and_text_count_what_is_held_and_a_dry_run_writes_nothing(flood: Rule) -> None:
    wrong(flood, 60)
    for dry in (["--dry-run"], []):
        out = StringIO()
        call_command("runchecks", *dry, "--check", "test-rule", "--format", "json", stdout=out)
        said = json.loads(out.getvalue())
        assert (
            said["checks"][0]["held"],
            said["checks"][0]["opened"],
            said["checks"][0]["unchanged"],
        ) == (60, 0, 0)
        assert said["totals"]["held"] == 60
        assert Hold.objects.exists() == (not dry)
    out = StringIO()
    call_command("runchecks", stdout=out)
    assert "held: 60" in out.getvalue()


def test_what_is_held_is_not_open_for_fail_on(flood: Rule) -> None:
    wrong(flood, 60)
    report = runner.rehearse([], Scope(TODAY))
    assert [result.active for result in report.results if result.check.name == "test-rule"] == [0]


def test_an_outcome_that_cannot_be_stored_leaves_no_hold(
    flood: Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong(flood, 60)
    before = CheckState.objects.get(name="test-rule").ran_in

    def broken(state: CheckState) -> None:
        raise OperationalError("disk full")

    monkeypatch.setattr("issues.runs.check_state.works", broken)
    assert run().errored
    assert not Hold.objects.exists()
    assert CheckState.objects.get(name="test-rule").ran_in == before
    assert not Issue.objects.filter(check_name="check-held").exists()


@pytest.mark.parametrize("name", sorted(breaker.NEVER_HELD))
def test_what_the_machine_says_of_itself_is_never_held(
    flood: Rule, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setitem(CHECKS, name, replace(CHECKS["test-rule"], name=name))
    run()
    wrong(flood, 60)
    assert counts(run(), name) == (60, 0, 0, 0, 0)


def test_the_hold_of_a_disabled_check_is_forgotten(flood: Rule) -> None:
    wrong(flood, 60)
    run()
    CheckState.objects.filter(name="test-rule").update(enabled=False)
    run()
    assert (Hold.objects.exists(), told().status) == (False, Status.RESOLVED)


def test_a_look_at_one_member_opens_nothing_of_what_is_held_and_resolves_what_was_put_right(
    flood: Rule,
) -> None:
    from issues.fixes import recheck

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


# --- official lists
# ----------------------------------------------------------------------------------------------------


def test_a_flood_from_a_list_is_held_with_the_copy_that_says_so(official: Lists) -> None:
    assert CheckState.objects.get(name="of-lists").ran_in == ["nt-la/one"]
    differ(official, 30, "one")
    assert counts(run(), "of-lists") == (0, 0, 0, 0, 30)
    hold = Hold.objects.get()
    assert (hold.sources, hold.snapshots) == ("one", [Snapshot.objects.get().pk])


def test_a_list_against_which_the_check_never_ran_is_not_held(official: Lists) -> None:
    source("two")
    differ(official, 30, "two")
    assert counts(run(), "of-lists") == (30, 0, 0, 0, 0)


def test_a_dismissed_hold_comes_back_with_a_new_copy(
    official: Lists, queued_mail: QueuedMail
) -> None:
    differ(official, 30, "one")
    run()
    triage.dismiss([told()], Actor(), DismissalReason.SOURCE_WRONG)
    empty(queued_mail)
    run()
    assert (told().status, len(queued_mail)) == (Status.DISMISSED, 0)
    copy(Source.objects.get(), "Bo Reed")
    run()
    assert told().status == Status.OPEN
    assert len(queued_mail.to("one@example.org")) == 1


def test_the_issues_of_a_list_that_is_no_longer_used_are_resolved_however_many(
    official: Lists,
) -> None:
    source("two")
    differ(official, 30, "two")
    run()
    Source.objects.filter(slug="two").update(enabled=False)
    assert counts(run(), "of-lists") == (0, 0, 30, 0, 0)
    assert set(IssueEvent.objects.filter(verb="resolved").values_list("note", flat=True)) == {
        "The source is no longer used."
    }


def test_the_issues_of_a_deleted_list_are_resolved_and_of_two_lists_one_that_is_left_decides(
    official: Lists,
) -> None:
    source("two")
    differ(official, 2, "one", "two")
    run()
    Source.objects.get(slug="two").delete()
    assert counts(run(), "of-lists") == (0, 0, 0, 2, 0)
    official.wrong.clear()
    assert counts(run(), "of-lists") == (0, 0, 2, 0, 0)
    assert set(IssueEvent.objects.filter(verb="resolved").values_list("note", flat=True)) == {
        "The check no longer finds it."
    }


def test_what_a_list_said_that_has_no_readable_copy_or_is_not_in_scope_is_left_alone(
    official: Lists,
) -> None:
    crowd(3, "sa-ha")
    source("far", "sa-ha")
    source("two")
    differ(official, 1, "one", "far")
    differ(official, 2, "two", slug="sa-ha")
    run()
    official.wrong.clear()
    assert counts(run("nt-la"), "of-lists") == (0, 0, 0, 0, 0), (
        "the other chamber's list was not looked at"
    )
    Source.objects.filter(slug="two").update(format="unknown")
    assert counts(run(), "of-lists") == (0, 0, 1, 0, 0)
    assert Issue.objects.active().filter(check_name="of-lists").count() == 2
    Source.objects.filter(slug="two").update(format="csv")
    assert counts(run(), "of-lists") == (0, 0, 2, 0, 0)


def test_nothing_is_resolved_when_another_copy_came_while_the_check_read(
    official: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    differ(official, 1, "one")
    run()

    def meanwhile(scope: Scope) -> Iterator[Finding]:
        copy(Source.objects.get(), "Bo Reed")
        yield from ()

    monkeypatch.setitem(CHECKS, "of-lists", replace(CHECKS["of-lists"], function=meanwhile))
    assert counts(run(), "of-lists") == (0, 0, 0, 0, 0)
    monkeypatch.setitem(CHECKS, "of-lists", replace(CHECKS["of-lists"], function=lambda scope: []))
    assert counts(run(), "of-lists") == (0, 0, 1, 0, 0)


def test_a_hold_stays_while_its_list_cannot_be_read(official: Lists) -> None:
    differ(official, 30, "one")
    run()
    Source.objects.update(format="unknown")
    run()
    assert Hold.objects.exists()
    Source.objects.update(enabled=False)
    run()
    assert not Hold.objects.exists()
