"""The files of an SQLite database. Only their owner may read them, as they contain password hashes
and reporters' addresses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import connections

#: The permission bits of everybody but the owner.
OTHERS = 0o077


def make(using: str = "default") -> Path | None:
    """Create the database's file if it is missing, empty and readable by its owner alone.

    Returns the file if it was created, else None.
    """
    file = Path(connections[using].settings_dict["NAME"])
    if not is_missing(using) or not file.resolve().parent.is_dir():
        return None
    file.touch(mode=0o600)
    return file


def is_missing(using: str = "default") -> bool:
    """True if the database is a file and that file does not exist."""
    settings = connections[using].settings_dict
    return "database" in settings["OPTIONS"] and not Path(settings["NAME"]).exists()


def existing(using: str = "default") -> Iterator[Path]:
    """Yield the database's file and its `-wal` and `-shm` files, those that exist.

    Yields nothing for another kind of database, or for one in memory.
    """
    database = connections[using]
    if database.vendor == "sqlite":
        name = str(database.settings_dict["NAME"])
        yield from (
            file for file in (Path(name + end) for end in ("", "-wal", "-shm")) if file.is_file()
        )


def is_open(file: Path) -> bool:
    """True if anybody but its owner may read, write or execute the file."""
    return bool(file.stat().st_mode & OTHERS)


def close(using: str, **sent: Any) -> None:
    """Take the permissions of others away after `migrate`.

    SQLite gives the files that it creates later the permissions of the first one.
    """
    for file in existing(using):
        if is_open(file):
            file.chmod(0o600)
