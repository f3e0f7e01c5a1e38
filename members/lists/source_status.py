"""The status of sources: the result of the last fetch, and whether somebody must act."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max, Q, QuerySet

from members.models import Snapshot, Source

Verdict = Snapshot.Verdict
#: A time further in the future than this comes from a clock that was ahead.
APART = timedelta(minutes=1)


@dataclass(frozen=True)
class SourceStatus:
    """A source with its newest copy and the one in force, both without the file's content."""

    source: Source
    newest: Snapshot | None
    in_force: Snapshot | None

    @property
    def is_rejected(self) -> bool:
        """True if the newest copy was rejected and nobody has decided on it."""
        return (
            self.newest is not None
            and self.newest.verdict == Verdict.REJECTED
            and self.newest.decided_at is None
        )

    def is_old(self, now: datetime) -> bool:
        """True if the list is given by hand and a new copy is due."""
        seen, days = self.source.checked_at, self.source.stale_after
        return bool(
            not self.source.url
            and seen
            and days
            and not now - timedelta(days=days) <= seen <= now + APART
        )

    @property
    def needs_attention(self) -> bool:
        """True if somebody must act: the source is enabled, and failing or rejected."""
        return self.source.enabled and (self.is_rejected or self.source.failing_since is not None)

    @property
    def word(self) -> str:
        """Return `failing`, `never fetched`, or the newest verdict. `failing` takes precedence."""
        if self.source.failing_since is not None:
            return "failing"
        return "never fetched" if self.newest is None else str(self.newest.verdict)


def of(sources: QuerySet[Source]) -> list[SourceStatus]:
    """Return the status of each source, ordered by slug, in two queries."""
    accepted = Max("snapshots", filter=Q(snapshots__verdict=Verdict.ACCEPTED))
    found = [
        (source, source.newest_copy, source.copy_in_force)
        for source in sources.annotate(
            newest_copy=Max("snapshots"), copy_in_force=accepted
        ).order_by("slug")
    ]
    copies = _copies(key for _, *keys in found for key in keys if key is not None)
    return [
        SourceStatus(source, copies.get(newest), copies.get(in_force))
        for source, newest, in_force in found
    ]


def _copies(keys: Iterable[int]) -> dict[int | None, Snapshot]:
    return {
        copy.pk: copy
        for copy in Snapshot.objects.filter(pk__in=set(keys)).defer("content", "problems")
    }
