"""The format of a backup file: one JSON value on each line of a gzipped text.

A head comes first. Each table follows with its name, columns and last key, then its rows, then
their number. The last line is a SHA-256 checksum of all lines before it. Nothing in it depends on
the kind of database.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.db import models

from yvih_site.backup import tables

FORMAT = 1


class ArchiveError(Exception):
    """A backup that cannot be restored. The message gives the reason; nothing was changed."""


class ChecksummedLines:
    """A writer of JSON lines that keeps a checksum of everything written so far."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self.sum = sha256()

    def line(self, value: Any) -> None:
        text = json.dumps(value, default=tables.encoded) + "\n"
        self.sum.update(text.encode())
        self._file.write(text)


def _lines(path: Path) -> Iterator[tuple[str, Any]]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                yield line, json.loads(line)
    except (EOFError, gzip.BadGzipFile, zlib.error, ValueError) as error:
        raise ArchiveError(f"{path} is not a complete backup: {str(error).rstrip('.')}.") from error


def verified(path: Path) -> dict[str, Any]:
    """Return the head of the file. Raises ArchiveError if the checksum is missing or wrong."""
    total, head, last = sha256(), None, None
    for line, value in _lines(path):
        head = head or value
        last = value
        if not (isinstance(value, dict) and "sha256" in value):
            total.update(line.encode())
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise ArchiveError(f"{path} is not a backup made by `manage.py backup` of this version.")
    if not isinstance(last, dict) or last.get("sha256") != total.hexdigest():
        raise ArchiveError(
            f"{path} is not a complete backup: its end is missing, or it was changed."
        )
    return head


def read_tables(
    path: Path,
) -> Iterator[tuple[type[models.Model], list[str], int, Iterator[list[Any]]]]:
    """Yield the model, columns, last key and rows of each table in the file.

    The rows must be read before the next table is asked for: all come from one stream.
    """
    lines = (value for _, value in _lines(path))
    for value in lines:
        if isinstance(value, dict) and "table" in value:
            yield apps.get_model(value["table"]), value["columns"], value["sequence"], _rows(lines)


def _rows(lines: Iterator[Any]) -> Iterator[list[Any]]:
    for value in lines:
        if isinstance(value, dict):
            return
        yield value
