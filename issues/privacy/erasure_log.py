"""Who had themselves erased, kept outside of the database: a restored backup brings them back, and
this list takes them out again.

One line for each: the day, and a hash of the report's token. Tokens cannot be guessed, so the hash
tells nothing to whoever reads it.
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


def note(*tokens: str) -> None:
    """Add these reports to the list, on the disk before it returns. A list that cannot be written
    is logged, and stops no erasure."""
    file = settings.ERASURES_FILE
    try:
        ensure()
        known = hashes([file])
        new = [hashed for token in tokens if (hashed := _hash(token)) not in known]
        with file.open("a", encoding="ascii") as out:
            out.writelines(f"{timezone.localdate()} {hashed}\n" for hashed in new)
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        logger.error(
            "An erasure could not be noted in %s (%s): a restored backup would undo it.",
            file,
            error.strerror,
        )


def ensure() -> None:
    """Make the list, so that one that is missing can be told from one that is empty."""
    file: Path = settings.ERASURES_FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)


def hashes(files: Iterable[Path]) -> set[str]:
    """What stands in these lists. Raises OSError when one cannot be read."""
    return {
        line.split()[-1]
        for file in files
        for line in file.read_text("ascii", "replace").splitlines()
        if line.strip()
    }


def anybody() -> bool:
    """True if any report says who sent it."""
    return any(
        model._base_manager.exclude(name="", email="").exists()
        for model in (Issue, QuarantinedReport)
    )


def reports(listed: set[str]) -> tuple[list[int], list[int]]:
    """The issues, and the reports in quarantine, that are listed and still say who sent them."""
    found = []
    for model in (Issue, QuarantinedReport):
        rows = model._base_manager.exclude(name="", email="").values_list("pk", "token")
        found.append([pk for pk, token in rows.iterator() if token and _hash(token) in listed])
    return found[0], found[1]


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
