"""The command, in real processes on its own database."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.issues.runs.runchecks_parts import count, issues, run
from tests.support.installation import Installation


def test_the_report_has_the_shape_of_the_contract(site: Installation) -> None:
    report = run(site)
    assert report["status"] == "succeeded"
    assert report["run"] == 1
    by_name = {check["name"]: check for check in report["checks"]}
    assert sorted(by_name["email-shared"]) == sorted(
        [
            "name",
            "severity",
            "findings",
            "opened",
            "reopened",
            "resolved",
            "unchanged",
            "held",
            "error",
            "seconds",
        ]
    )
    assert by_name["email-shared"] | {"seconds": 0} == {
        "name": "email-shared", "severity": "error", "findings": 1, "opened": 1, "reopened": 0, "resolved": 0, "unchanged": 0, "held": 0,
        "error": None, "seconds": 0,
    }  # fmt: skip
    assert report["totals"] == {
        "findings": 4,
        "opened": 4,
        "reopened": 0,
        "resolved": 0,
        "unchanged": 0,
        "held": 0,
    }


def test_the_table_lists_the_checks_that_found_something_and_counts_the_others(
    site: Installation,
) -> None:
    said = site.manage("runchecks", "--check", "email-shared", "email-two", "name-title").stdout
    assert [line.split()[0] for line in said.splitlines()] == [
        "check",
        "email-shared",
        "Checks",
        "Run",
    ]
    assert "Checks that found nothing: 2." in said


def test_issues_are_listed_in_the_words_of_the_contract(site: Installation) -> None:
    run(site)
    listed = {issue["check"]: issue for issue in issues(site, "--status", "open")}
    phone = listed["phone-invalid"]
    assert {
        name: value for name, value in phone.items() if name not in ("id", "text", "first_seen")
    } == {
        "check": "phone-invalid",
        "severity": "error",
        "status": "open",
        "origin": "check",
        "chamber": "nt-la",
        "member": "ada-quill",
        "name": "Ada Quill",
        "identifiers": {"test": "1"},
        "members": ["ada-quill"],
        "field": "phone:electorate",
        "observed": "12",
        "expected": "a number of AU",
    }
    shared = listed["email-shared"]
    assert (shared["member"], shared["name"], shared["identifiers"], shared["members"]) == (
        None,
        "",
        {},
        ["bo-reed", "cy-stone"],
    )
    assert phone["first_seen"].endswith("Z")
    assert issues(site, "--status", "resolved", "--status", "dismissed") == []
    assert [issue["check"] for issue in issues(site, "--check", "phone-invalid")] == [
        "phone-invalid"
    ]
    assert "no check 'phone'" in site.manage("listissues", "--check", "phone", ok=(1,)).stderr
    rows = list(csv.DictReader(io.StringIO(site.manage("listissues", "--format", "csv").stdout)))
    assert {row["check"] for row in rows} == set(listed)
    assert "4 issues" in site.manage("listissues").stdout


def test_a_second_run_on_unchanged_data_writes_no_issue_event_or_mail(site: Installation) -> None:
    run(site)
    tables = ("issues_issue", "issues_issueevent", "issues_mail")
    before = [site.query(f"SELECT * FROM {table} ORDER BY id") for table in tables]
    again = run(site)
    assert [again["totals"][word] for word in ("opened", "reopened", "resolved", "unchanged")] == [
        0,
        0,
        0,
        4,
    ]
    assert [site.query(f"SELECT * FROM {table} ORDER BY id") for table in tables] == before


def test_a_dry_run_says_what_a_run_would_do_and_writes_nothing(site: Installation) -> None:
    report = run(site, "--dry-run", "--fail-on", "error", ok=(4,))
    assert report["run"] is None
    assert report["totals"]["opened"] == 4
    assert [
        count(site, table)
        for table in ("issues_issue", "issues_run", "issues_lease", "issues_mail")
    ] == [0, 0, 0, 0]


def test_what_is_corrected_is_resolved(site: Installation) -> None:
    run(site)
    site.query("UPDATE members_phone SET number = '(08) 8946 1433', normalised = '+61889461433'")
    assert run(site)["totals"]["resolved"] == 1
    assert [issue["check"] for issue in issues(site, "--status", "resolved")] == ["phone-invalid"]


def test_a_scope_of_checks_and_chambers(site: Installation) -> None:
    assert run(site, "--check", "phone-invalid", "--check", "email-shared")["totals"]["opened"] == 2
    assert (
        run(site, "--check", "phone-invalid", "email-shared", "--dry-run")["totals"]["unchanged"]
        == 2
    )
    report = run(site, "--chamber", "sa-ha")
    assert report["totals"] == {
        "findings": 1,
        "opened": 0,
        "reopened": 0,
        "resolved": 0,
        "unchanged": 1,
        "held": 0,
    }


@pytest.mark.parametrize(
    ("options", "status"),
    [
        (["--check", "no-such"], 2),
        (["--chamber", "no-such"], 2),
        (["--no-such"], 2),
        (["--fail-on", "fatal"], 2),
        (["--fail-on", "error"], 4),
        (["--fail-on", "error", "--chamber", "act-la"], 0),
        (["--fail-on", "error", "--check", "seat-double"], 0),
    ],
)
def test_exit_statuses(site: Installation, options: list[str], status: int) -> None:
    done = site.manage("runchecks", *options, ok=(status,))
    if status == 2:
        assert done.stderr
        assert "Traceback" not in done.stderr


def test_a_check_that_breaks_ends_with_1_and_the_others_ran(site: Installation) -> None:
    # the table that some of the checks read is gone
    site.query("ALTER TABLE members_phone RENAME TO elsewhere")
    report = run(site, "--fail-on", "error", ok=(1,))
    errors = {check["name"]: check["error"] for check in report["checks"]}
    assert report["status"] == "errored"
    assert "members_phone" in errors["phone-invalid"]
    assert errors["email-malformed"] is None
    assert {
        name: error for name, error in errors.items() if error and "members_phone" not in error
    } == {}
    assert report["totals"]["opened"] == 3


def test_the_list_of_checks(installation: Installation) -> None:
    listed = json.loads(installation.manage("runchecks", "--list", "--format", "json").stdout)
    assert {
        "chamber-overfull",
        "email-malformed",
        "email-shared",
        "phone-invalid",
        "postcode-not-in-state",
        "seat-double",
    } <= {check["name"] for check in listed}
    assert "email-shared" in installation.manage("runchecks", "--list").stdout
