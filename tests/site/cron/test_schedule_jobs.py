"""The jobs as cron starts them: lists, checks, the digest, and failures."""

from __future__ import annotations

from pathlib import Path

from tests.site.cron.crontab_parts import FakeCrontab
from tests.support.installation import Installation
from tests.support.lists import list_server


def test_a_failing_job_says_so_and_ends_with_its_status(
    deployment: Installation, crontab: FakeCrontab
) -> None:
    deployment.manage("schedule", "install")
    runchecks = next(line for line in crontab.text.splitlines() if line.startswith("0 "))
    job = runchecks.split(" crontab run ")[1].split()[0]
    assert deployment.manage("crontab", "run", job).stdout == ""
    deployment.query("DROP TABLE issues_checkresult")
    failed = deployment.manage("crontab", "run", job, ok=[1])
    assert failed.stderr != ""


def _checking_job(deployment: Installation, crontab: FakeCrontab) -> str:
    deployment.manage("schedule", "install")
    line = next(line for line in crontab.text.splitlines() if line.startswith("0 "))
    return line.split(" crontab run ")[1].split()[0]


def _source(deployment: Installation, url: str) -> None:
    deployment.manage("addsource", "nt-list", "--format", "csv", "--chamber", "nt-la", "--url", url)


def test_official_lists_are_fetched_before_the_checks(
    deployment: Installation, crontab: FakeCrontab
) -> None:
    with Path(deployment.env["YVIH_ENV_FILE"]).open("a") as file:
        file.write("FETCH_PRIVATE_NETWORKS=127.0.0.1/32\n")
    job = _checking_job(deployment, crontab)
    with list_server() as server:
        server.sends(b"name\nAda Quill\n")
        _source(deployment, server.url)
        done = deployment.manage("crontab", "run", job)
    assert (done.stdout, done.stderr) == ("", "")
    assert deployment.query("SELECT verdict FROM members_snapshot") == [("accepted",)]
    [(taken, began)] = deployment.query(
        "SELECT members_snapshot.taken_at, issues_run.started_at FROM members_snapshot, issues_run"
    )
    assert taken < began
    assert deployment.query(
        "SELECT check_name FROM issues_issue WHERE check_name = 'member-missing'"
    ) == [("member-missing",)]


def test_a_list_that_fails_keeps_no_check_from_running(
    deployment: Installation, crontab: FakeCrontab
) -> None:
    job = _checking_job(deployment, crontab)
    _source(deployment, "https://127.0.0.1/list.csv")
    failed = deployment.manage("crontab", "run", job, ok=[1])
    assert "nt-list: failed: https://127.0.0.1/list.csv leads to 127.0.0.1" in failed.stderr
    assert "To be looked at: nt-list" in failed.stderr
    assert deployment.query("SELECT status FROM issues_run") == [("succeeded",)]


def test_lists_and_checks_that_fail_are_both_told(
    deployment: Installation, crontab: FakeCrontab
) -> None:
    job = _checking_job(deployment, crontab)
    _source(deployment, "https://127.0.0.1/list.csv")
    deployment.query("DROP TABLE issues_checkresult")
    failed = deployment.manage("crontab", "run", job, ok=[1])
    assert "fetchsources: To be looked at: nt-list" in failed.stderr
    assert "issues_checkresult" in failed.stderr


def test_a_job_whose_database_is_not_migrated_says_so_in_one_line(
    deployment: Installation, crontab: FakeCrontab
) -> None:
    deployment.manage("schedule", "install")
    delivermail = next(line for line in crontab.text.splitlines() if line.startswith("* "))
    deployment.query("DROP TABLE issues_lease")
    failed = deployment.manage(
        "crontab", "run", delivermail.split(" crontab run ")[1].split()[0], ok=[1]
    )
    assert "issues_lease" in failed.stderr
    assert failed.stderr.endswith("Run `manage.py migrate`.\n")
    assert failed.stderr.count("\n") == 1


def test_the_day_s_digest_is_queued_by_the_first_call_of_a_day_and_the_job_is_quiet(
    deployment: Installation, crontab: FakeCrontab
) -> None:
    deployment.manage("schedule", "install")
    line = next(line for line in crontab.text.splitlines() if line.startswith("2 7-23 "))
    for _ in range(2):
        done = deployment.manage("crontab", "run", line.split(" crontab run ")[1].split()[0])
        assert (done.stdout, done.stderr) == ("", "")
    assert deployment.query(
        "SELECT count(*) FROM issues_mail WHERE subject LIKE 'Daily digest%%'"
    ) == [(2,)]
