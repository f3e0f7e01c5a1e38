"""The option --mapping of commands: a file with the mapping of a list's columns."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError

from members.sources import mapped_csv
from members.sources.records import SourceError
from members.transfer import files


def mapping(path: str) -> Any:
    """Read the mapping from a file. Raises CommandError if it cannot be read or used."""
    try:
        return mapped_csv.mapping_in(files.read(path))
    except SourceError as error:
        raise CommandError(
            f"{path}:{error.line}: {error}" if error.line else f"{path}: {error}"
        ) from error
