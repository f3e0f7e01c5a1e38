"""What the checks of official lists found in earlier runs, for the chambers in which nothing has
changed since."""

from __future__ import annotations

import json
import logging
import zlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import DatabaseError, connection

from issues.findings.as_json import from_json, to_json
from issues.findings.finding import Finding
from issues.models import KeptFindings
from issues.official import unchanged
from issues.official.unchanged import ChamberState

logger = logging.getLogger(__name__)

#: The place under which the findings of all lists together are kept.
TOGETHER = ""


class ListMemory:
    """The memory of one run of the whole directory.

    `start` it before the run reads. What the run then finds is kept only if everything that it
    follows from is still the same in `finish`. Nothing is written before `store`.
    """

    def __init__(self, today: date) -> None:
        self._today = today
        self._states: dict[str, ChamberState] = {}
        self._digests: dict[str, str] = {}
        self._horizons: dict[str, date | None] = {}
        self._new: dict[str, bytes] = {}

    def start(self) -> None:
        """Ask for the state of all chambers.

        If that cannot be read, nothing is known and nothing is kept.
        """
        try:
            self._states = unchanged.states(self._today)
        except (DatabaseError, ValueError):  # SQLite may hold a date that Python refuses
            if not connection.is_usable():
                raise
            logger.exception("Nothing that was found in lists before is used")
            return
        kept = KeptFindings.objects.values_list("place", "digest", "horizon")
        for place, digest, horizon in kept:
            self._digests[place] = digest
            self._horizons[place] = date.fromisoformat(horizon) if horizon else None

    @property
    def chambers(self) -> list[str]:
        """Return the slugs of the chambers that have lists."""
        return [slug for slug, state in self._states.items() if state.days]

    def recall(self, place: str, checks: Iterable[str]) -> dict[str, list[Finding]] | None:
        """Return what these checks found in that place, by their names; None if anything has
        changed since, one of them did not look at it, or it is damaged."""
        content = self._content(place)
        if not content.keys() >= set(checks):
            return None
        try:
            return {name: [from_json(each) for each in content[name]] for name in checks}
        except (TypeError, ValueError, LookupError, RecursionError):
            logger.exception("What is kept of %s is damaged, and is found again", place or "all")
            return None

    def remember(
        self, place: str, found: Mapping[str, Iterable[Finding]], horizon: date | None = None
    ) -> None:
        """Keep what checks have found in a place.

        `horizon` is the last day on which a term begins, by the lists that they looked at or the
        directory; None if no such day is known. Without any list there is nothing to keep.
        """
        if not self._states:
            return
        earlier = self._content(place)
        content = {name: [to_json(each) for each in findings] for name, findings in found.items()}
        self._horizons[place] = horizon
        self._new[place] = _packed(earlier | content)

    def finish(self) -> None:
        """Forget what was found where anything has changed meanwhile."""
        try:
            now = unchanged.states(self._today) if self._new else {}
        except (DatabaseError, ValueError):
            if not connection.is_usable():
                connection.close()
            logger.exception("What the checks of lists found is not kept")
            now = {}
        for place in list(self._new):
            before = self._states if place == TOGETHER else self._states.get(place)
            if before != (now if place == TOGETHER else now.get(place)):
                del self._new[place]

    def store(self) -> None:
        """Write what is to be kept, in the caller's transaction, and delete what is no longer
        true."""
        current = {
            place for place, digest in self._digests.items() if digest == self._digest(place)
        }
        if superfluous := self._digests.keys() - current - self._new.keys():
            KeptFindings.objects.filter(place__in=superfluous).delete()
        KeptFindings.objects.bulk_create(
            [
                KeptFindings(
                    place=place,
                    digest=self._digest(place),
                    horizon=horizon.isoformat() if (horizon := self._horizons[place]) else "",
                    content=content,
                )
                for place, content in self._new.items()
            ],
            update_conflicts=True,
            unique_fields=["place"],
            update_fields=["digest", "horizon", "content"],
        )

    def _content(self, place: str) -> dict[str, list[Any]]:
        """Return what is kept of a place, by check; nothing if anything has changed since."""
        if place not in self._digests or self._digests[place] != self._digest(place):
            return {}
        kept = KeptFindings.objects.filter(place=place).first()
        try:
            return _unpacked(bytes(kept.content)) if kept else {}
        except (zlib.error, ValueError, RecursionError):
            logger.exception("What is kept of %s is damaged, and is found again", place or "all")
            return {}

    def _digest(self, place: str) -> str:
        """Return the hash of all that the findings of a place follow from; "" if there is nothing
        to find."""
        horizon = self._horizons.get(place)
        if place == TOGETHER and self._states:
            every = {slug: state.until(horizon) for slug, state in self._states.items()}
            return unchanged.together(every)
        state = self._states.get(place)
        return state.until(horizon) if state else ""


def _packed(content: Mapping[str, list[Any]]) -> bytes:
    return zlib.compress(json.dumps(content).encode(), 1)


def _unpacked(content: bytes) -> dict[str, list[Any]]:
    found = json.loads(zlib.decompress(content))
    return found if isinstance(found, dict) else {}
