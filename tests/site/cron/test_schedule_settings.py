"""The settings of scheduled jobs: what cron would not see is named first."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.site.cron.crontab_parts import FakeCrontab
from tests.support.installation import Installation
from yvih_site.settings import env


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
