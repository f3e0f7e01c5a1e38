"""The schedule in the user's crontab: nobody's lines are lost, whatever `crontab` does."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from issues.health import conditions
from tests.support.installation import OF_THE_PROCESS, Installation, write_env_file
from tests.support.lists import list_server
from yvih_site.cron.crontab import CrontabError, UserCrontab
from yvih_site.settings import env

OTHERS = "# mine\nMAILTO=me@example.org\n\n@daily backup # yvih 00000000 /srv/other\n5 4 * * 0 date +\\%F # caf\xe9\t\r\n"

# Keeps the table in a file beside it. A file named `fail-list` or `fail-write` makes that fail;
# `mangle` loses lines, once.
FAKE = """#!/bin/sh
cd "$(dirname "$0")"
case "$1" in
-l) if [ -e fail-list ]; then echo "cannot open the spool" >&2; exit 1; fi
    if [ ! -e table ]; then echo "no crontab for somebody" >&2; exit 1; fi
    cat table ;;
-r) rm table ;;
-)  if [ -e fail-write ]; then echo "bad minute" >&2; exit 1; fi
    if [ -e mangle ]; then rm mangle; head -n 1 >table; else cat >table; fi ;;
*)  exit 2 ;;
esac
"""


class FakeCrontab:
    def __init__(self, folder: Path) -> None:
        self.executable = folder / "crontab"
        self.executable.write_text(FAKE)
        self.executable.chmod(stat.S_IRWXU)
        self.file = folder / "table"

    def will(self, misbehave: str) -> None:
        self.file.with_name(misbehave).touch()

    @property
    def raw(self) -> bytes | None:
        return self.file.read_bytes() if self.file.exists() else None

    @property
    def text(self) -> str:
        return (self.raw or b"").decode("latin-1")

    @text.setter
    def text(self, text: str) -> None:
        self.file.write_bytes(text.encode("latin-1"))


@pytest.fixture
def crontab(tmp_path: Path, settings: Settings) -> FakeCrontab:
    folder = tmp_path / "bin"
    folder.mkdir()
    fake = FakeCrontab(folder)
    settings.CRONTAB_EXECUTABLE = str(fake.executable)
    return fake


def test_installing_leaves_the_lines_of_others_byte_for_byte(crontab: FakeCrontab) -> None:
    crontab.text = OTHERS
    UserCrontab().install()
    assert crontab.text.startswith(OTHERS)
    assert crontab.text.removeprefix(OTHERS).count("\n") == 3
    UserCrontab().remove()
    assert crontab.text == OTHERS


def test_a_table_without_a_last_line_end_gets_one(crontab: FakeCrontab) -> None:
    crontab.text = "1 2 3 4 5 mine"
    UserCrontab().install()
    assert crontab.text.splitlines()[0] == "1 2 3 4 5 mine"


def test_a_user_without_a_table_gets_one_and_loses_it_with_the_last_line(
    crontab: FakeCrontab,
) -> None:
    UserCrontab().install()
    assert len(crontab.text.splitlines()) == 3
    UserCrontab().remove()
    assert crontab.raw is None


def test_removing_what_is_not_there_changes_nothing(crontab: FakeCrontab) -> None:
    crontab.text = OTHERS
    UserCrontab().remove()
    assert crontab.text == OTHERS


def test_a_changed_schedule_takes_the_place_of_the_old_one(
    crontab: FakeCrontab, settings: Settings
) -> None:
    UserCrontab().install()
    settings.CRONJOBS = [("7 * * * *", "yvih_site.schedule.runchecks"), *settings.CRONJOBS[1:]]
    assert UserCrontab().installed() != UserCrontab().configured()
    UserCrontab().install()
    assert UserCrontab().installed() == UserCrontab().configured()
    assert [line.split()[0] for line in crontab.text.splitlines()] == ["7", "*", "2"]


@pytest.mark.django_db
def test_an_installed_schedule_that_is_not_the_configured_one_is_trouble_of_the_service(
    crontab: FakeCrontab, settings: Settings
) -> None:
    def is_trouble() -> bool:
        cache.clear()
        return "schedule differs" in [
            trouble.what for trouble in conditions.troubles(timezone.now())
        ]

    assert not is_trouble()  # another host may have it
    UserCrontab().install()
    assert not is_trouble()
    settings.CRONJOBS = [("7 * * * *", "yvih_site.schedule.runchecks"), *settings.CRONJOBS[1:]]
    assert is_trouble()
    UserCrontab().install()
    assert not is_trouble()
    crontab.will("fail-list")
    assert not is_trouble()


def test_a_schedule_that_is_not_here_is_mentioned_in_the_admin_and_turns_nothing_red(
    crontab: FakeCrontab, admin_client: Client
) -> None:
    def mentioned() -> bool:
        cache.clear()
        return (
            "unless another machine has the schedule"
            in admin_client.get("/admin/").content.decode()
        )

    assert mentioned()
    assert "schedule" not in " ".join(
        trouble.what for trouble in conditions.troubles(timezone.now())
    )
    UserCrontab().install()
    assert not mentioned()
    crontab.executable.unlink()
    assert mentioned()


@pytest.mark.django_db
def test_a_virtual_environment_that_is_gone_is_trouble_of_the_service(
    crontab: FakeCrontab, settings: Settings, tmp_path: Path
) -> None:
    def troubles() -> dict[str, str]:
        cache.clear()
        return {trouble.what: trouble.why for trouble in conditions.troubles(timezone.now())}

    python = tmp_path / "100% mine" / "python"
    python.parent.mkdir()
    python.touch()
    settings.CRONTAB_PYTHON_EXECUTABLE = str(python)
    UserCrontab().install()
    assert "schedule broken" not in troubles()
    python.unlink()
    assert str(python) in troubles()["schedule broken"]
    crontab.will("fail-list")
    assert "schedule broken" not in troubles()


def test_two_checkouts_leave_each_others_lines_alone(
    crontab: FakeCrontab, settings: Settings
) -> None:
    UserCrontab().install()
    mine = crontab.text
    settings.CRONTAB_COMMENT = "yvih 0123abcd /srv/second"
    UserCrontab().install()
    assert crontab.text.startswith(mine)
    UserCrontab().remove()
    assert crontab.text == mine


def test_paths_with_blanks_and_signs_that_cron_reads_are_kept_from_it(
    crontab: FakeCrontab, settings: Settings, tmp_path: Path
) -> None:
    manage = tmp_path / "a b 100% #1" / "manage.py"
    manage.parent.mkdir()
    manage.touch()
    settings.CRONTAB_DJANGO_MANAGE_PATH = str(manage)
    UserCrontab().install()
    assert "'" + str(manage).replace("%", "\\%") + "' crontab run " in crontab.text
    UserCrontab().install()
    assert len(crontab.text.splitlines()) == 3
    UserCrontab().remove()
    assert crontab.raw is None


def test_a_table_that_cannot_be_read_is_not_written(crontab: FakeCrontab) -> None:
    crontab.text = OTHERS
    crontab.will("fail-list")
    for act in (UserCrontab().install, UserCrontab().remove, UserCrontab().installed):
        with pytest.raises(CrontabError, match="cannot open the spool"):
            act()
    assert crontab.text == OTHERS


def test_a_table_that_cannot_be_written_stays_and_the_reason_is_told(crontab: FakeCrontab) -> None:
    crontab.text = OTHERS
    crontab.will("fail-write")
    with pytest.raises(CrontabError, match="bad minute"):
        UserCrontab().install()
    assert crontab.text == OTHERS


@pytest.mark.parametrize("before", [OTHERS, None])
def test_a_table_that_arrives_otherwise_than_it_was_sent_is_put_back(
    crontab: FakeCrontab, before: str | None
) -> None:
    if before:
        crontab.text = before
    crontab.will("mangle")
    with pytest.raises(CrontabError, match="put back"):
        UserCrontab().install()
    assert crontab.raw == (before.encode("latin-1") if before else None)


def test_a_machine_without_crontab_is_told_what_to_install(crontab: FakeCrontab) -> None:
    crontab.executable.unlink()
    with pytest.raises(CommandError, match="cron"):
        call_command("schedule", "show")


def test_showing_says_what_is_installed_and_whether_it_is_what_is_configured(
    crontab: FakeCrontab, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("schedule", "show")
    assert "Not installed." in capsys.readouterr().out
    UserCrontab().install()
    call_command("schedule", "show")
    assert "Installed, as configured:" in capsys.readouterr().out
    settings.CRONJOBS = [("7 * * * *", "yvih_site.schedule.runchecks")]
    call_command("schedule", "show")
    assert "Installed, but not as configured:" in capsys.readouterr().out


def test_a_job_that_the_configuration_no_longer_knows_fails_and_says_what_to_do() -> None:
    with pytest.raises(CommandError, match="schedule install"):
        call_command("crontab", "run", "0" * 32)


@pytest.fixture
def deployment(crontab: FakeCrontab, installation: Installation) -> Installation:
    """An installation whose whole configuration is in its `.env`, as cron needs it."""
    write_env_file(
        Path(installation.env["YVIH_ENV_FILE"]),
        installation,
        CRONTAB_EXECUTABLE=str(crontab.executable),
    )
    installation.env = {
        name: value for name, value in installation.env.items() if name in OF_THE_PROCESS
    }
    return installation


def test_installing_tells_each_job_where_its_settings_are(
    deployment: Installation, crontab: FakeCrontab
) -> None:
    deployment.manage("schedule", "install")
    lines = crontab.text.splitlines()
    assert len(lines) == 3
    assert all(f" YVIH_ENV_FILE={deployment.env['YVIH_ENV_FILE']} " in line for line in lines)
    assert "Installed, as configured:" in deployment.manage("schedule", "show").stdout
    deployment.manage("crontab", "add")
    assert crontab.text.splitlines() == lines


#: A value for each variable that does not take a number.
VALUES = {
    "DATABASE_URL": "sqlite:////tmp/another.sqlite3",
    "EMAIL_URL": "smtp://mail.example.org",
    "RUNCHECKS_SCHEDULE": "7 * * * *",
    "ISSUE_EMAILS": "three@example.org",
    "DEFAULT_FROM_EMAIL": "three@example.org",
    "SECRET_KEY": "secret-" * 8,
    "SITE_URL": "http://127.0.0.1",
    "ALLOWED_HOSTS": "127.0.0.1",
    "HEARTBEAT_URL": "http://127.0.0.1:1/secret",
    "TIME_ZONE": "Australia/Sydney",
    "TRUSTED_PROXIES": "unix",
    "FETCH_PRIVATE_NETWORKS": "10.0.0.0/8",
    "DEBUG": "1",
}


def test_whatever_setting_only_the_shell_has_is_named_without_its_value_and_nothing_is_scheduled(
    deployment: Installation, crontab: FakeCrontab, tmp_path: Path
) -> None:
    names = env.asked
    assert {"HEARTBEAT_URL", "LOG_FILE"} <= names
    exported = {name: VALUES.get(name, "3") for name in names} | {
        "CRONTAB_EXECUTABLE": str(crontab.executable) + "/."
    }
    refused = deployment.manage("schedule", "install", env=exported, ok=[1]).stderr
    assert set(re.findall(r"\b[A-Z]+_?[A-Z_]+\b", refused.splitlines()[0])) >= names
    assert deployment.env["YVIH_ENV_FILE"] in refused
    assert "secret" not in refused
    assert "Traceback" not in refused
    assert crontab.raw is None


def test_what_the_file_says_too_is_scheduled(
    deployment: Installation, crontab: FakeCrontab
) -> None:
    deployment.manage("schedule", "install", env={"SITE_URL": "http://localhost"})
    assert crontab.raw


def test_each_line_says_which_job_it_is_and_lines_without_that_are_the_configured_ones_too(
    deployment: Installation, crontab: FakeCrontab
) -> None:
    deployment.manage("schedule", "install")
    assert [line.split()[-1] for line in crontab.text.splitlines()] == [
        "runchecks",
        "delivermail",
        "daily",
    ]
    crontab.text = "".join(f"{line.rpartition(' ')[0]}\n" for line in crontab.text.splitlines())
    assert "Installed, as configured:" in deployment.manage("schedule", "show").stdout
    deployment.manage("schedule", "install")
    assert len(crontab.text.splitlines()) == 3
    deployment.manage("schedule", "remove")
    assert crontab.raw is None


def test_showing_says_what_cron_would_not_see(
    deployment: Installation, crontab: FakeCrontab
) -> None:
    deployment.manage("schedule", "install")
    shown = deployment.manage(
        "schedule", "show", env={"EMAIL_URL": "smtp://mail.example.org"}
    ).stdout
    assert "Installed, as configured:" in shown
    assert "EMAIL_URL" in shown
    assert "Cron" not in deployment.manage("schedule", "show").stdout


@pytest.mark.parametrize("command", [("schedule", "remove"), ("crontab", "remove")])
def test_the_schedule_can_be_removed_when_the_configuration_is_gone(
    deployment: Installation, crontab: FakeCrontab, command: tuple[str, str]
) -> None:
    deployment.manage("schedule", "install")
    Path(deployment.env["YVIH_ENV_FILE"]).unlink()
    deployment.env["CRONTAB_EXECUTABLE"] = str(crontab.executable)
    assert "Removed" in deployment.manage(*command).stdout
    assert crontab.raw is None


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
