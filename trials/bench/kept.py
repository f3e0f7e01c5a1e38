"""A loaded database that is kept in a folder for later benches: on SQLite a copy of the file, on
PostgreSQL a dump."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import astuple
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import environ

from tests.support.installation import Installation
from tests.support.postgres import PACKAGE
from trials.bench.planted import Found

FILE, TOLD = "members", "planted.json"


def keep(loaded: Installation, folder: Path, planted: list[Found], day: date) -> None:
    """Keep the database of an installation, with the findings to expect and the day for which its
    members were made.

    A folder that was not finished is not taken over: the findings are written last.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if file := _sqlite(loaded):
        loaded.query("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy(file, folder / FILE)
    else:
        _program(loaded, "pg_dump", "--format=custom", f"--file={folder / FILE}")
    told = {"day": day.isoformat(), "planted": [astuple(each) for each in planted]}
    (folder / TOLD).write_text(json.dumps(told))


def is_kept(folder: Path) -> bool:
    """True if the folder has a database."""
    return (folder / TOLD).exists()


def take_over(loaded: Installation, folder: Path) -> tuple[list[Found], date]:
    """Put the database that is kept in a folder in place of an installation's own, and return the
    findings to expect and the day for which its members were made."""
    if file := _sqlite(loaded):
        shutil.copy(folder / FILE, file)
    else:
        _program(loaded, "pg_restore", "--clean", "--if-exists", f"{folder / FILE}")
    told = json.loads((folder / TOLD).read_text())
    planted = [
        Found(check, chamber, tuple(members), field)
        for check, chamber, members, field in told["planted"]
    ]
    return planted, date.fromisoformat(told["day"])


def _sqlite(installation: Installation) -> Path | None:
    url = installation.database_url
    return Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:") else None


def _program(installation: Installation, name: str, *options: str) -> None:
    """Run a program of PostgreSQL on the installation's database."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"{PACKAGE} is not installed: script/setup --dev")
    settings = environ.Env.db_url_config(installation.database_url)
    names = {"host": "HOST", "port": "PORT", "username": "USER", "dbname": "NAME"}
    where = [f"--{name}={settings[key]}" for name, key in names.items() if settings.get(key)]
    program = Path(spec.origin).parent / "pginstall" / "bin" / name
    subprocess.run([program, *where, *options], check=True)
