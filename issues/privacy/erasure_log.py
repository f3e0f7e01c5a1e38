"""The list of erasures, kept outside the database so that a restored backup can be erased again.

Each line contains a date and the SHA-256 hash of a report's token. As tokens cannot be guessed, the
hash reveals nothing to a reader.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from issues.models import Issue, QuarantinedReport

logger = logging.getLogger(__name__)


def add(*tokens: str) -> None:
    """Add the reports with these tokens to the list, and sync it to the disk.

    An error is logged and does not stop the erasure.
    """
    file = settings.ERASURES_FILE
    try:
        create_if_missing()
        listed = hashes([file])
        new = [hashed for token in tokens if (hashed := _hash(token)) not in listed]
        with file.open("a", encoding="ascii") as out:
            out.writelines(f"{timezone.localdate()} {hashed}\n" for hashed in new)
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        logger.error(
            "An erasure could not be recorded in %s (%s). Restoring a backup would undo it.",
            file,
            error.strerror,
        )


def create_if_missing() -> None:
    """Create the list if it is missing, so that a lost list can be told from an empty one."""
    file: Path = settings.ERASURES_FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)


def hashes(files: Iterable[Path]) -> set[str]:
    """Return the hashes in these lists. Raises OSError if one cannot be read."""
    return {
        line.split()[-1]
        for file in files
        for line in file.read_text("ascii", "replace").splitlines()
        if line.strip()
    }


def any_reporter_is_named() -> bool:
    """True if any report contains its sender's name or address."""
    return any(
        model._base_manager.exclude(name="", email="").exists()
        for model in (Issue, QuarantinedReport)
    )


def not_yet_erased(listed: set[str]) -> tuple[list[int], list[int]]:
    """Return the keys of issues, and of quarantined reports, that are listed but not erased."""
    found = []
    for model in (Issue, QuarantinedReport):
        rows = model._base_manager.exclude(name="", email="").values_list("pk", "token")
        found.append([pk for pk, token in rows.iterator() if token and _hash(token) in listed])
    return found[0], found[1]


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
