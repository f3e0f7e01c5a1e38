"""Runs beside other processes: a second run, a lost lease, a kill, and edits meanwhile."""

from __future__ import annotations

import json

from tests.issues.runs.runchecks_parts import count, issues, run
from tests.support.held_run import held_run
from tests.support.installation import Installation


def test_a_second_run_at_once_says_so_and_ends_with_3(site: Installation) -> None:
    with held_run(site, "phone-invalid", "--format", "json") as first:
        second = site.manage("runchecks", ok=(3,))
        assert "in progress" in second.stderr
        status, out, _ = first.go_on()
    assert status == 0
    assert json.loads(out)["totals"]["opened"] == 4
    assert count(site, "issues_run") == 1


def test_a_run_that_lost_its_lease_writes_nothing_more_and_ends_with_1(site: Installation) -> None:
    with held_run(site, "phone-invalid") as run_:
        site.query("UPDATE issues_lease SET holder = 'another'")
        status, _, err = run_.go_on()
    assert status == 1
    assert "taken over" in err
    checks = {issue["check"] for issue in issues(site)}
    assert checks == {"email-malformed", "email-shared"}, "what finished before is kept"
    assert site.query("SELECT holder FROM issues_lease") == [("another",)]


def test_after_a_kill_the_next_run_takes_over_at_once_and_nothing_is_lost_or_doubled(
    site: Installation,
) -> None:
    with held_run(site, "phone-invalid") as killed:
        killed.kill()
    stored = issues(site)
    assert {issue["check"] for issue in stored} == {"email-malformed", "email-shared"}
    report = run(site)
    assert report["totals"] | {"findings": 4} == {
        "findings": 4,
        "opened": 2,
        "reopened": 0,
        "resolved": 0,
        "unchanged": 2,
        "held": 0,
    }
    assert len(issues(site)) == 4
    assert [row[0] for row in site.query("SELECT status FROM issues_run ORDER BY id")] == [
        "interrupted",
        "succeeded",
    ]
    mails = [text for (text,) in site.query("SELECT text FROM issues_mail")]
    for issue in issues(site):
        assert sum(f"/issue/{issue['id']}/change/" in text for text in mails) == 2, (
            "one for each of the two recipients"
        )


def test_what_another_process_did_while_a_check_read_is_left_alone(site: Installation) -> None:
    run(site)
    before = {issue["check"]: issue for issue in issues(site)}
    site.query("UPDATE members_phone SET number = '1', normalised = ''")
    with held_run(site, "phone-invalid", "--format", "json") as held:
        site.manage("shell", "-c", RESOLVE.format(before["phone-invalid"]["id"]))
        _, out, _ = held.go_on()
    assert json.loads(out)["totals"]["reopened"] == 0
    (phone,) = issues(site, "--check", "phone-invalid")
    assert (phone["status"], phone["observed"]) == ("resolved", "12")


def test_a_member_that_another_process_edited_while_a_check_read_is_left_alone(
    site: Installation,
) -> None:
    with held_run(site, "phone-invalid", "--format", "json") as held:
        site.query(
            "UPDATE members_phone SET number = '(08) 8946 1433', normalised = '+61889461433'"
        )
        _, out, _ = held.go_on()
    assert {check["name"]: check["opened"] for check in json.loads(out)["checks"]}[
        "phone-invalid"
    ] == 0
    assert issues(site, "--check", "phone-invalid") == []


RESOLVE = """
from issues import triage
from issues.models import Issue
triage.resolve([Issue.objects.get(pk={0})], triage.Actor())
"""
