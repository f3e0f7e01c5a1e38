"""doctor on a healthy installation, and on others with one fault each."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.utils.crypto import salted_hmac

from tests.site.cron.crontab_parts import FAKE
from tests.support.installation import OF_THE_PROCESS, Installation, write_env_file
from tests.support.lists import Handler, ListServer, list_server
from tests.support.smtp import SmtpServer

pytestmark = pytest.mark.long


@pytest.fixture
def web(installation: Installation) -> Iterator[ListServer]:
    """Yield a server at SITE_URL that answers as the site would, unless a test changes it.
    `test_ask_site.py` has a real server."""

    def answer(handler: Handler) -> None:
        key = installation.env["SECRET_KEY"]
        held = installation.query("SELECT holder FROM issues_lease WHERE name = 'doctor'")
        marks = [
            salted_hmac("issues.lease", holder, secret=key, algorithm="sha256").hexdigest()
            for (holder,) in held
        ]
        said: dict[str, object] = {
            "status": "ok",
            "problems": [],
            "database": "ok",
            "doctor": next(iter(marks), None),
        }
        handler.reply(json.dumps(said).encode())

    with list_server() as server:
        server.answer = answer
        yield server


@pytest.fixture
def well(
    installation: Installation, smtp: SmtpServer, tmp_path: Path, web: ListServer
) -> Installation:
    """Return an installation configured in its `.env` alone, scheduled, served, and checked a
    moment ago."""
    crontab = tmp_path / "crontab"
    crontab.write_text(FAKE)
    crontab.chmod(stat.S_IRWXU)
    installation.env |= {
        "EMAIL_URL": smtp.url,
        "CRONTAB_EXECUTABLE": str(crontab),
        "SITE_URL": f"http://127.0.0.1:{web.server_port}",
    }
    configure(installation)
    installation.manage("runchecks")
    installation.manage("delivermail")
    installation.manage("schedule", "install")
    return installation


def configure(installation: Installation, **changes: str) -> None:
    """Write the installation's `.env`, and leave its processes no other environment."""
    file = Path(installation.env["YVIH_ENV_FILE"])
    write_env_file(file, installation, **changes)
    file.chmod(0o600)


def doctor(installation: Installation, status: int, *options: str) -> str:
    """Return the output of doctor, started as in a shell without exported variables."""
    bare = Installation(installation.path, installation.database_url)
    bare.env = {name: value for name, value in installation.env.items() if name in OF_THE_PROCESS}
    done = bare.manage("doctor", *options, ok=[status])
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def heads(said: str) -> set[str]:
    """Return the headings under which doctor reports a problem."""
    return {line.split()[1] for line in said.splitlines() if line.startswith("WRONG")}


def test_on_an_installation_that_is_well_all_is_well_and_the_test_mail_arrives(
    well: Installation, smtp: SmtpServer
) -> None:
    said = doctor(well, 0)
    assert said.endswith("All is well.\n")
    looked_at = ["configuration", "database", "migrations", "mail", "permissions", "site"]
    looked_at += ["cron", "cron", "cron", "clock", "backup", "service"]
    assert [line.split()[1] for line in said.splitlines()[:-1]] == looked_at
    assert [message.subject for message in smtp.received_by("one@example.org")] == [
        "Test by doctor"
    ]
    doctor(well, 0, "--no-mail")
    doctor(well, 0, "--mail-to", "three@example.org")
    assert [message.recipients for message in smtp.received] == [
        ("one@example.org",),
        ("three@example.org",),
    ]


def test_a_setting_that_is_missing(well: Installation) -> None:
    configure(well, SECRET_KEY="")
    said = doctor(well, 1)
    assert heads(said) == {"configuration"}
    assert "SECRET_KEY is not set." in said


def test_a_setting_that_makes_no_sense(well: Installation) -> None:
    configure(well, REPORT_LIMIT="many")
    assert "REPORT_LIMIT: 'many' is not a whole number." in doctor(well, 1)


def test_a_database_that_is_away(well: Installation) -> None:
    configure(well, DATABASE_URL="postgres://nobody:sesame@127.0.0.1:1/none")
    said = doctor(well, 1)
    assert heads(said) == {"database", "service"}
    assert "none on 127.0.0.1 cannot be used" in said
    assert "sesame" not in said


def test_a_database_that_was_never_made(well: Installation, tmp_path: Path) -> None:
    configure(well, DATABASE_URL=f"sqlite:///{tmp_path}/none.sqlite3")
    said = doctor(well, 1)
    assert heads(said) == {"database", "service"}
    assert "restore a backup; for a new site, run `manage.py migrate`" in said
    assert not (tmp_path / "none.sqlite3").exists()


def test_a_database_that_was_not_migrated(well: Installation) -> None:
    newest = well.query("SELECT max(name) FROM django_migrations WHERE app = 'issues'")[0][0]
    well.query("DELETE FROM django_migrations WHERE app = 'issues' AND name = %s", newest)
    said = doctor(well, 1)
    assert heads(said) == {"migrations", "service"}
    assert f"1 not applied: issues.{newest}" in said


def test_a_mail_server_that_is_down(well: Installation, smtp: SmtpServer) -> None:
    smtp.stop()
    said = doctor(well, 1)
    assert heads(said) == {"mail"}
    assert "ConnectionRefusedError" in said


def test_a_mail_server_that_refuses(well: Installation, smtp: SmtpServer) -> None:
    smtp.refused = {"one@example.org"}
    assert "No such user" in doctor(well, 1)


def test_a_schedule_that_is_not_installed(well: Installation) -> None:
    well.manage("schedule", "remove")
    said = doctor(well, 1)
    assert heads(said) == {"cron"}
    assert "Run `manage.py schedule install`." in said


def test_a_schedule_of_another_checkout(well: Installation, tmp_path: Path) -> None:
    well.manage("schedule", "remove")
    (tmp_path / "table").write_text("0 * * * * true # yvih 01234567 /srv/old\n")
    assert "There is one of another checkout: /srv/old." in doctor(well, 1)


def test_a_schedule_that_is_not_the_configured_one(well: Installation) -> None:
    configure(well, RUNCHECKS_SCHEDULE="5 * * * *")
    said = doctor(well, 1)
    assert {"cron", "service"} >= heads(said) >= {"cron"}
    assert "What is installed is not what is configured." in said


def test_a_cron_that_would_use_another_database(well: Installation, tmp_path: Path) -> None:
    said = well.manage(
        "doctor", ok=[1], env={"DATABASE_URL": f"sqlite:///{tmp_path}/none.sqlite3"}
    ).stdout
    assert heads(said) == {"database", "service"}
    (tmp_path / "other").mkdir()
    said = well.manage("doctor", ok=[1], env={"SITE_URL": "http://127.0.0.1"}).stdout
    assert "Cron does not see what only this shell has exported: SITE_URL." in said


def test_a_cron_that_does_nothing(well: Installation) -> None:
    well.query("UPDATE issues_lease SET expires_at = '2020-01-01 00:00:00+00:00'")
    said = doctor(well, 1)
    assert heads(said) == {"cron"}
    assert "cron should do so each minute" in said


def test_no_run_for_long(well: Installation) -> None:
    well.query("UPDATE issues_run SET started_at = '2020-01-01 00:00:00+00:00'")
    said = doctor(well, 1)
    assert heads(said) == {"service"}
    assert "twice the schedule" in said


def test_a_clock_that_went_back(well: Installation) -> None:
    well.query("UPDATE issues_run SET started_at = '2999-01-01 00:00:00+00:00'")
    assert heads(doctor(well, 1)) >= {"clock", "service"}


def test_a_database_that_others_may_read(well: Installation, tmp_path: Path) -> None:
    file = (
        tmp_path / "open.sqlite3"
    )  # always SQLite: the server of PostgreSQL looks after its own files
    well.manage("migrate", "-v0", env={"DATABASE_URL": f"sqlite:///{file}"})
    configure(well, DATABASE_URL=f"sqlite:///{file}")
    with closing(sqlite3.connect(file)) as somebody:
        somebody.execute("UPDATE issues_lease SET name = name")
        somebody.commit()
        assert "permissions" not in heads(doctor(well, 1))
        for end in ("", "-wal", "-shm"):
            opened = file.with_name(file.name + end)
            opened.chmod(0o644)
            said = doctor(well, 1)
            opened.chmod(0o600)
            assert "permissions" in heads(said)
            assert f"chmod 600 {opened}\n" in said


def test_a_database_that_is_made_or_restored_is_its_owner_s_alone(
    well: Installation, tmp_path: Path
) -> None:
    well.manage("backup", tmp_path / "b.gz")
    for command in (["migrate", "-v0"], ["restore", tmp_path / "b.gz", "--no-erasures"]):
        file = tmp_path / f"{command[0]}.sqlite3"
        before = os.umask(0o022)
        try:
            well.manage(*command, env={"DATABASE_URL": f"sqlite:///{file}"})
        finally:
            os.umask(before)
        with closing(sqlite3.connect(file)) as somebody:
            somebody.execute("UPDATE issues_lease SET name = name")
            modes = {
                each.suffix: stat.S_IMODE(each.stat().st_mode)
                for each in tmp_path.glob(f"{file.name}*")
            }
        assert set(modes.values()) == {0o600}
        assert len(modes) == 3


def test_a_configuration_that_others_may_read(well: Installation) -> None:
    Path(well.env["YVIH_ENV_FILE"]).chmod(0o644)
    said = doctor(well, 1)
    assert heads(said) == {"permissions"}
    assert "chmod 600" in said
