"""Scheduled jobs that cannot work: the failure is logged, and the heartbeat is notified."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

from members.jobs.job import Job
from tests.support.installation import Installation
from tests.support.lists import ListServer, list_server

#: An unreachable mail server and an unreachable database.
NOWHERE = {"EMAIL_URL": "smtp://127.0.0.1:1"}
NO_DATABASE = {"DATABASE_URL": "postgres://nobody:sesame@127.0.0.1:1/none"}


def jobs() -> list[str]:
    """Return every command of this project that is a Job."""
    ours = [
        (name, app)
        for name, app in get_commands().items()
        if app in ("members", "issues", "yvih_site")
    ]
    modules = {name: import_module(f"{app}.management.commands.{name}") for name, app in ours}
    return sorted(name for name, module in modules.items() if issubclass(module.Command, Job))


@pytest.fixture
def watcher() -> Iterator[ListServer]:
    with list_server() as server:
        server.sends(b"OK")
        yield server


@pytest.fixture
def watched(installation: Installation, watcher: ListServer, tmp_path: Path) -> Installation:
    installation.env |= {"HEARTBEAT_URL": watcher.url, "LOG_FILE": str(tmp_path / "log")}
    return installation


def logged(installation: Installation) -> str:
    lines = [
        json.loads(line) for line in Path(installation.env["LOG_FILE"]).read_text().splitlines()
    ]
    return "\n".join(line["message"] for line in lines if line["name"] == "jobs")


def test_whatever_cron_starts_is_a_job() -> None:
    assert {
        "runchecks",
        "fetchsources",
        "delivermail",
        "erasereporters",
        "dailydigest",
        "backup",
        "crontab",
    } <= set(jobs())
    assert {function.rpartition(".")[2] for _, function in settings.CRONJOBS} == {
        "runchecks",
        "delivermail",
        "daily",
    }


@pytest.mark.long
def test_without_a_database_every_job_is_logged_and_told(
    watched: Installation, watcher: ListServer, tmp_path: Path
) -> None:
    hashes = watched.manage("shell", "-v0", "-c", HASHES).stdout.split()
    alone = [
        [name, *([str(tmp_path / "b.gz")] if name == "backup" else [])]
        for name in jobs()
        if name != "crontab"
    ]
    for command in [*alone, *(["crontab", "run", job] for job in hashes)]:
        Path(watched.env["LOG_FILE"]).unlink(missing_ok=True)
        watcher.asked.clear()
        failed = watched.manage(*command, env=NO_DATABASE, ok=[1])
        assert "none on 127.0.0.1 cannot be used" in failed.stderr, command
        assert "failed: " in logged(watched), command
        assert "sesame" not in Path(watched.env["LOG_FILE"]).read_text()
        assert [path for path, _ in watcher.asked][-1:] == ["/list.csv/fail"], command


HASHES = """
from django.conf import settings
from django_crontab.crontab import Crontab
print(*(Crontab()._Crontab__hash_job(job) for job in settings.CRONJOBS))
"""


@pytest.mark.long
def test_without_a_mail_server_the_delivery_is_logged_and_told_and_one_bad_message_is_logged_alone(
    watched: Installation, watcher: ListServer
) -> None:
    watched.manage(
        "shell", "-v0", "-c", "from issues.models import Issue; Issue.objects.create(issue='wrong')"
    )
    watched.manage("delivermail", env=NOWHERE, ok=[1])
    assert "The mail server 127.0.0.1:1 cannot be reached" in logged(watched)
    assert [path for path, _ in watcher.asked] == ["/list.csv/fail"]
    assert watched.manage(
        "runchecks", "--check", "email-shared", "--dry-run", env=NO_DATABASE, ok=[1]
    )
    # Only whole runs notify the heartbeat.
    assert [path for path, _ in watcher.asked] == ["/list.csv/fail"]


def test_a_run_that_is_refused_as_another_is_at_it_is_no_failure(
    watched: Installation, watcher: ListServer
) -> None:
    watched.query(
        "INSERT INTO issues_lease (name, holder, host, pid, process_started, expires_at) "
        "VALUES ('runchecks', 'x', 'elsewhere', 1, 0, %s)",
        soon(),
    )
    watched.manage("runchecks", ok=[3])
    assert watcher.asked == []
    assert not Path(watched.env["LOG_FILE"]).exists() or logged(watched) == ""


def soon() -> str:
    from django.utils import timezone

    from issues.lease import LENGTH

    return (timezone.now() + LENGTH).isoformat(sep=" ")
