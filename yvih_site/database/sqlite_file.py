"""The files of an SQLite database, which their owner alone is to read: they hold password hashes
and reporters' addresses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import connections

#: What others may do with a file.
OTHERS = 0o077


def make(using: str = "default") -> Path | None:
    """Make the database's file, empty and its owner's alone, if there is none. Return it if it was
    made."""
    file = Path(connections[using].settings_dict["NAME"])
    if not is_missing(using) or not file.resolve().parent.is_dir():
        return None
    file.touch(mode=0o600)
    return file


def is_missing(using: str = "default") -> bool:
    """True if it is a database in a file, and the file is not there."""
    settings = connections[using].settings_dict
    return "database" in settings["OPTIONS"] and not Path(settings["NAME"]).exists()


def existing(using: str = "default") -> Iterator[Path]:
    """Return the database's file and those beside it that are there; none for another kind of
    database, or one in memory."""
    database = connections[using]
    if database.vendor == "sqlite":
        name = str(database.settings_dict["NAME"])
        yield from (
            file for file in (Path(name + end) for end in ("", "-wal", "-shm")) if file.is_file()
        )


def is_open(file: Path) -> bool:
    """True if others than its owner may do anything with the file."""
    return bool(file.stat().st_mode & OTHERS)


def close(using: str, **sent: Any) -> None:
    """Make the files their owner's alone, after `migrate`: SQLite gives those that it makes later
    the same rights."""
    for file in existing(using):
        if is_open(file):
            file.chmod(0o600)
