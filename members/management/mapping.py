"""The mapping of a list's columns, where a command is given it as a file."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError

from members.sources import mapped_csv
from members.sources.records import SourceError
from members.transfer import files


def mapping(path: str) -> Any:
    """The mapping in that file. CommandError if there is none, or none that can be used."""
    try:
        return mapped_csv.mapping_in(files.read(path))
    except SourceError as error:
        raise CommandError(
            f"{path}:{error.line}: {error}" if error.line else f"{path}: {error}"
        ) from error
