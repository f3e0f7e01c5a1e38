"""Examinations of how the site is installed: configuration, database, mail, permissions.

None of them needs the database.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.core.checks import ERROR, WARNING, CheckMessage, run_checks
from django.core.mail import EmailMessage, get_connection
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from yvih_site.database import explain, sqlite_file
from yvih_site.watch.diagnosis import Diagnosis


def configuration() -> Iterator[Diagnosis]:
    """Run the system checks; with https and no error those for deployment, too."""
    messages = _serious(run_checks())
    has_errors = any(message.level >= ERROR for message in messages)
    if not has_errors and settings.SITE_URL.startswith("https://"):
        messages = _serious(run_checks(include_deployment_checks=True))
    for message in messages:
        yield Diagnosis(
            "configuration", message.msg, message.hint or "README.md lists the settings."
        )
    if not messages:
        where = settings.ENV_FILE if Path(settings.ENV_FILE).exists() else "the environment"
        purpose = "for development (DEBUG)" if settings.DEBUG else "for production"
        yield Diagnosis("configuration", f"Complete, from {where}; {purpose}.")


def _serious(messages: Iterable[CheckMessage]) -> list[CheckMessage]:
    return [
        message for message in messages if message.level >= WARNING and not message.is_silenced()
    ]


def database() -> Iterator[Diagnosis]:
    """Examine whether the database is there, undamaged (SQLite) and writable (PostgreSQL)."""
    kind, name = connection.vendor, settings.DATABASES["default"]["NAME"]
    if sqlite_file.is_missing():
        yield Diagnosis(
            "database", f"{name} cannot be used.", f"{explain.NO_FILE} Or correct DATABASE_URL."
        )
        return
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute(
                "PRAGMA quick_check(1)" if kind == "sqlite" else "SHOW transaction_read_only"
            )
            answer = cursor.fetchone()[0]
    except Error as error:
        yield Diagnosis(
            "database", explain.explain(error) or str(error), "Start it, or correct DATABASE_URL."
        )
        return
    named = (
        f"{connection.display_name} {'.'.join(map(str, connection.get_database_version()))}, {name}"
    )
    if answer not in ("ok", "off"):
        advice = (
            "Restore a backup."
            if kind == "sqlite"
            else "It is read-only: name the primary server in DATABASE_URL."
        )
        yield Diagnosis("database", f"{named}: {answer}", advice)
    else:
        yield Diagnosis("database", named)


def unapplied() -> list[str]:
    """Return the names of migrations that were not applied. Needs the database."""
    executor = MigrationExecutor(connection)
    return [
        str(migration)
        for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())
    ]


def migrations() -> Iterator[Diagnosis]:
    """Examine whether all migrations were applied. Needs the database."""
    if missing := unapplied():
        yield Diagnosis(
            "migrations",
            f"{len(missing)} not applied: {', '.join(missing[:3])}",
            "Run `manage.py migrate`.",
        )
    else:
        yield Diagnosis("migrations", "All applied.")


def mail(to: str | None) -> Iterator[Diagnosis]:
    """Send a test mail past the queue, unless `to` is None."""
    where = settings.EMAIL_FILE_PATH or f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    if to is None:
        yield Diagnosis("mail", f"Goes to {where}; no test was sent.")
        return
    text = "This is a test by `manage.py doctor`. Mail from Your Voice in House reaches you."
    try:
        with get_connection(settings.EMAIL_DELIVERY_BACKEND) as server:
            EmailMessage("Test by doctor", text, None, [to], connection=server).send()
    except Exception as error:  # a library for mail may raise anything, and this reports it
        yield Diagnosis(
            "mail",
            f"A test to {to} by {where} failed: {type(error).__name__}: {error}",
            "Correct EMAIL_URL, or repair the server.",
        )
    else:
        yield Diagnosis("mail", f"{where} accepted a test to {to}. Check whether it arrives.")


def permissions() -> Iterator[Diagnosis]:
    """Examine who may read secret files, and whether this user can write what must be written."""
    problems = [*_readable_by_others(), *_wrong_user(), *_unwritable()]
    yield from problems
    if not problems:
        yield Diagnosis("permissions", "Secret files are secret, and files to be written can be.")


def _readable_by_others() -> Iterator[Diagnosis]:
    env = Path(settings.ENV_FILE)
    if env.is_file() and sqlite_file.is_open(env):
        yield Diagnosis(
            "permissions",
            f"{env} can be read by others, and contains passwords.",
            f"chmod 600 {env}",
        )
    for file in filter(sqlite_file.is_open, sqlite_file.existing()):
        yield Diagnosis(
            "permissions",
            f"{file} can be read by others, and contains addresses and hashes of passwords.",
            f"chmod 600 {file}",
        )


def _wrong_user() -> Iterator[Diagnosis]:
    if os.geteuid() == 0 and settings.BASE_DIR.stat().st_uid != 0:
        owner = settings.BASE_DIR.owner()
        yield Diagnosis(
            "permissions",
            f"This is root, but the checkout belongs to {owner}, who would not own new files.",
            f"Run it as {owner}.",
        )


def _unwritable() -> Iterator[Diagnosis]:
    for path in _to_be_written():
        if not os.access(path, os.W_OK):
            yield Diagnosis(
                "permissions",
                f"{path} cannot be written by this user.",
                "Give it to the user that the site and cron run as.",
            )


def _to_be_written() -> list[Path]:
    paths = [Path(tempfile.gettempdir())]
    if connection.vendor == "sqlite":
        file = Path(settings.DATABASES["default"]["NAME"])
        paths += [file.parent, *([file] if file.exists() else [])]
    if settings.EMAIL_FILE_PATH and Path(settings.EMAIL_FILE_PATH).exists():
        paths.append(Path(settings.EMAIL_FILE_PATH))
    paths.append(
        settings.ERASURES_FILE
        if settings.ERASURES_FILE.exists()
        else _existing(settings.ERASURES_FILE.parent)
    )
    paths += [
        Path(handler["filename"]).parent
        for handler in settings.LOGGING["handlers"].values()
        if "filename" in handler
    ]
    return paths


def _existing(folder: Path) -> Path:
    """Return the folder, or the nearest one above it that exists."""
    return folder if folder.exists() else _existing(folder.parent)
