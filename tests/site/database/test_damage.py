"""Databases that are damaged, truncated, empty, closed or read-only: every page reports it, and no
typed text is lost."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import DatabaseError, IntegrityError, connection
from django.db.backends.utils import CursorWrapper
from django.test import Client, RequestFactory

from members.storage import database_errors
from tests.support.installation import Installation
from yvih_site.web import errors

DRIVER: Any = psycopg if connection.vendor == "postgresql" else sqlite3

#: Asks for every address of the site as somebody whose browser has a cookie of a log-in, and sends
#: both forms of the public.
WALK = """
import json, re
from django.test import Client
from django.urls import URLPattern, get_resolver

def paths(patterns, before=""):
    for pattern in patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield path
        elif not path.startswith("admin/"):
            yield from paths(pattern.url_patterns, path)

client = Client(raise_request_exception=False, SERVER_NAME="localhost")
client.cookies["sessionid"] = "x" * 32
words = {
    "slug": "fed-hor", "chamber": "fed-hor", "token": "t" * 20, "key": "k" * 20,
    "name": "email-malformed", "uidb64": "MQ",
}
asked = [
    "/" + re.sub(r"<(?:\\w+:)?(\\w+)>", lambda match: words[match[1]], path)
    for path in paths(get_resolver().url_patterns)
]
asked += ["/?q=ada", "/report/?member=ada&field=email", "/admin/", "/admin/login/"]
answers = [(path, client.get(path)) for path in asked]
answers.append(("form", client.post("/report/", {"issue": "Typed by me.", "member": "ada"})))
answers.append(("still wrong", client.post("/reports/" + "t" * 20 + "/", {"text": "Typed by me."})))
print(json.dumps([
    (path, answer.status_code, answer["Content-Type"], answer.content.decode())
    for path, answer in answers
]))
"""


def _file(installation: Installation) -> Path:
    return Path(installation.database_url.removeprefix("sqlite:///"))


def no_database(installation: Installation) -> None:
    _file(installation).write_bytes(b"This is no database. " * 5000)


def malformed(installation: Installation) -> None:
    file = _file(installation)
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))


def cut_short(installation: Installation) -> None:
    file = _file(installation)
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 3])


def emptied(installation: Installation) -> None:
    _file(installation).write_bytes(b"")


def elsewhere(installation: Installation) -> None:
    _file(installation).unlink()
    _file(installation).symlink_to("/nowhere/db.sqlite3")


def tables_missing(installation: Installation) -> None:
    tables = (
        "issues_throttle",
        "issues_run",
        "django_session",
        "members_chamber",
        "members_member",
        "issues_issue",
    )
    cascade = "" if installation.database_url.startswith("sqlite") else "CASCADE"
    for table in tables:
        installation.query(f"DROP TABLE {table} {cascade}")


def closed(installation: Installation) -> None:
    name = installation.query("SELECT current_database()")[0][0]
    _of_server(installation, f'ALTER DATABASE "{name}" WITH ALLOW_CONNECTIONS false')


def pages_garbled(installation: Installation) -> None:
    folder = Path(installation.query("SHOW data_directory")[0][0])
    relations = (
        "SELECT pg_relation_filepath(oid) FROM pg_class "
        "WHERE relkind IN ('r', 'i') AND relnamespace = 'public'::regnamespace"
    )
    for (file,) in installation.query(relations):
        (folder / file).write_bytes(b"\xff" * 8192)


def _of_server(installation: Installation, sql: str) -> None:
    name = installation.database_url.partition("?")[0].rpartition("/")[2]
    Installation(installation.path, installation.database_url.replace(name, "postgres")).query(sql)


KINDS: dict[str, tuple[Callable[[Installation], None], ...]] = {
    "sqlite": (no_database, malformed, cut_short, emptied, elsewhere, tables_missing),
    "postgresql": (tables_missing, closed, pages_garbled),
}


@pytest.mark.long
@pytest.mark.parametrize("damage", KINDS[connection.vendor])
def test_every_address_says_so_healthz_in_json_and_what_was_typed_is_shown_again(
    installation: Installation, damage: Callable[[Installation], None]
) -> None:
    damage(installation)
    answers = json.loads(installation.manage("shell", "-v0", "-c", WALK).stdout)
    assert {path: status for path, status, _, _ in answers if status not in (200, 302, 503)} == {}
    statuses = {path: status for path, status, _, _ in answers}
    assert {
        statuses[path]
        for path in (
            "/",
            "/?q=ada",
            "/chambers/fed-hor/",
            "/admin/",
            "/healthz",
            "form",
            "still wrong",
        )
    } == {503}
    for path, _, kind, text in answers:
        assert (path == "/healthz") == (kind == "application/json"), path
        assert (path in ("form", "still wrong")) == ("Typed by me." in text), path
    assert (
        json.loads(next(text for path, _, _, text in answers if path == "/healthz"))["database"]
        == "failing"
    )


def raised() -> Iterator[type[Exception]]:
    """Yield the errors that this driver raises for a database that cannot answer."""
    yield from (
        DRIVER.DatabaseError,
        DRIVER.OperationalError,
        DRIVER.InternalError,
        DRIVER.InterfaceError,
        DRIVER.ProgrammingError,
    )
    if connection.vendor == "postgresql":
        for kind in vars(psycopg.errors).values():
            state = getattr(kind, "sqlstate", None)
            if not isinstance(state, str):
                continue
            if state[:2] in ("08", "53", "57", "58", "XX") or state in (
                "25006",
                "42P01",
                "42703",
                "42501",
            ):
                yield kind


@pytest.mark.django_db
@pytest.mark.parametrize("error", list(raised()), ids=lambda error: error.__name__)
def test_whatever_class_the_driver_raises_is_answered_with_503(
    client: Client, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def refuse(*args: object) -> None:
        with connection.wrap_database_errors:
            raise error("database disk image is malformed")

    with monkeypatch.context() as patch:
        patch.setattr(CursorWrapper, "execute", refuse)
        assert client.get("/").status_code == 503
        health = client.get("/healthz")
        assert (health.status_code, health.json()["database"]) == (503, "failing")
        answer = client.post("/report/", {"issue": "Typed by me."})
        assert (answer.status_code, "Typed by me." in answer.content.decode()) == (503, True)


def test_a_fault_of_the_program_is_no_fault_of_the_database() -> None:
    assert not database_errors.is_gone(IntegrityError("UNIQUE constraint failed"))
    assert not database_errors.is_gone(
        DatabaseError("Save with update_fields did not affect any rows.")
    )
    assert not database_errors.is_gone(ValueError("text"))


def test_a_fault_that_nobody_foresaw_keeps_what_was_typed_too(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object) -> None:
        raise ValueError("a mistake")

    client.raise_request_exception = False
    monkeypatch.setattr("issues.reports.subjects.find", broken)
    answer = client.post("/report/", {"issue": "Typed by me."})
    assert (answer.status_code, "Typed by me." in answer.content.decode()) == (503, True)
    monkeypatch.setattr("issues.health.conditions.troubles", broken)
    assert (client.get("/healthz").status_code, client.get("/healthz").json()["database"]) == (
        503,
        "unknown",
    )


def test_a_session_that_cannot_be_kept_for_want_of_a_database_is_no_fault_of_whoever_asks(
    rf: RequestFactory,
) -> None:
    error = SessionInterrupted("deleted")
    error.__context__ = UpdateError()
    assert errors.bad_request(rf.get("/"), error).status_code == 400
    error.__context__.__context__ = DatabaseError("malformed")
    error.__context__.__context__.__cause__ = DRIVER.DatabaseError("malformed")
    assert errors.bad_request(rf.get("/"), error).status_code == 503
