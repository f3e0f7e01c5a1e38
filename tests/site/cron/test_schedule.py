"""The schedule in the user's crontab: nobody's lines are lost, whatever `crontab` does."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from issues.health import conditions
from tests.site.cron.crontab_parts import FakeCrontab
from yvih_site.cron.crontab import CrontabError, UserCrontab

OTHERS = (
    "# mine\nMAILTO=me@example.org\n\n@daily backup # yvih 00000000 /srv/other\n"
    "5 4 * * 0 date +\\%F # caf\xe9\t\r\n"
)


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
