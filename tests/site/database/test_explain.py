"""An unusable database: commands report it in one line, without a traceback."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from django.db import Error, IntegrityError, OperationalError

from tests.support.installation import Installation
from yvih_site.database.explain import explain


def refused(installation: Installation, command: str, url: str = "") -> str:
    """Return the command's line on standard error. Fail if it printed more than a line."""
    said = installation.manage(
        command, ok=[1], env={"DATABASE_URL": url or installation.database_url}
    ).stderr
    assert said.count("\n") == 1, said
    assert said.startswith("The database ")
    return said


@pytest.mark.parametrize("command", ["runchecks", "delivermail", "listissues"])
def test_a_database_that_is_not_migrated_is_said_with_what_to_do(
    installation: Installation, command: str, tmp_path: Path
) -> None:
    said = refused(installation, command, f"sqlite:///{tmp_path / 'new.sqlite3'}")
    assert "new.sqlite3" in said
    assert "manage.py migrate" in said


def test_a_missing_table_is_said_with_what_to_do(installation: Installation) -> None:
    installation.query("DROP TABLE issues_lease")
    said = refused(installation, "delivermail")
    assert "issues_lease" in said
    assert "manage.py migrate" in said


@pytest.mark.parametrize("command", ["migrate", "runchecks"])
def test_a_server_that_is_down_is_named_without_the_password(
    installation: Installation, command: str
) -> None:
    said = refused(installation, command, "postgres://user:secret@127.0.0.1:1/directory")
    assert "directory on 127.0.0.1" in said
    assert "refused" in said
    assert "secret" not in said


def test_a_missing_folder_and_a_file_that_is_no_database_are_said(
    installation: Installation, tmp_path: Path
) -> None:
    assert "unable to open" in refused(
        installation, "migrate", f"sqlite:///{tmp_path / 'none' / 'x.sqlite3'}"
    )
    (tmp_path / "text").write_text("no database " * 100)
    assert "not a database" in refused(installation, "migrate", f"sqlite:///{tmp_path / 'text'}")


def test_a_locked_and_a_read_only_database_are_told_as_they_are() -> None:
    for reason in ("database is locked", "attempt to write a readonly database"):
        error = OperationalError(reason)
        error.__cause__ = sqlite3.OperationalError(reason)
        message = explain(error)
        assert message is not None
        assert reason in message
        assert "migrate" not in message


@pytest.mark.parametrize("error", [IntegrityError("UNIQUE constraint failed")])
def test_a_fault_of_the_program_keeps_its_traceback(error: Error) -> None:
    assert explain(error) is None


def test_the_traceback_is_there_for_whoever_asks(
    installation: Installation, tmp_path: Path
) -> None:
    environment = {"DATABASE_URL": f"sqlite:///{tmp_path / 'new.sqlite3'}"}
    assert (
        "Traceback"
        in installation.manage("runchecks", "--traceback", ok=[1], env=environment).stderr
    )
