"""The limit of changes in one run: anything beyond it is held back and reported once."""

from __future__ import annotations

import json
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import call_command

from issues.findings.registry import CHECKS
from issues.findings.scope import Scope
from issues.models import CheckState, Hold, Issue, IssueEvent
from issues.models.choices import Severity, Status
from issues.runs import breaker, runner
from issues.runs.breaker import Breaker
from tests.issues.admin.held_parts import counts, crowd, of_rule, told, wrong
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
    assert issue.issue.startswith("test-rule would open 60 issues in NT-LA at once, more than 25.")
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


@pytest.mark.parametrize("name", sorted(breaker.NEVER_HELD))
def test_what_the_machine_says_of_itself_is_never_held(
    flood: Rule, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setitem(CHECKS, name, replace(CHECKS["test-rule"], name=name))
    run()
    wrong(flood, 60)
    assert counts(run(), name) == (60, 0, 0, 0, 0)
