"""The official lists in force, read."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils import timezone

from issues.scope import Scope
from members import normalise, rows, snapshots
from members.models import Chamber, Detail, Member, Snapshot, Source
from members.sources.records import MemberRecord, SourceError

logger = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Person:
    """One row of a list, as the member that it would make (not stored) with its details in their plain forms."""

    record: MemberRecord
    member: Member
    details: tuple[Detail, ...]

    @property
    def name(self) -> str:
        return self.member.name

    @property
    def identifiers(self) -> dict[str, str]:
        return {identifier.scheme: identifier.value.strip() for identifier in self.record.identifiers if identifier.value.strip()}


@dataclass(frozen=True, eq=False)
class OfficialList:
    """A source's copy in force: who sits by it on the day of the copy. `unplaced` is what stands in rows that could not be placed."""

    source: Source
    snapshot: Snapshot
    people: tuple[Person, ...]
    unplaced: str

    @property
    def slug(self) -> str:
        return self.source.slug

    @property
    def chamber(self) -> Chamber:
        return self.source.chamber

    @property
    def day(self) -> date:
        """The day on which the list was last seen to be so."""
        return timezone.localdate(self.source.checked_at or self.snapshot.taken_at)

    @property
    def claim(self) -> str:
        """What a list says of itself in the evidence: shown, never compared."""
        return f"copy {self.snapshot.pk} of {timezone.localdate(self.snapshot.taken_at):%-d %B %Y}"


def in_force(scope: Scope) -> Iterator[OfficialList]:
    """The lists of all enabled sources, whatever the scope, by chamber and slug, that can be read. What cannot is no list:
    the check `source-rejected` says so."""
    for source in Source.objects.filter(enabled=True).select_related("chamber").order_by("chamber__slug", "slug"):
        snapshot = source.in_force()
        if snapshot is None:
            continue
        try:
            people, unplaced = _people(snapshot.pk, _settings(source))
        except SourceError:
            logger.warning("The copy %s of %s cannot be read any more", snapshot.pk, source.slug)
            continue
        yield OfficialList(source, snapshot, people, unplaced)


def unreadable(source: Source) -> str:
    """Why the copy in force cannot be read any more, as after a change of the mapping; "" if it can, or there is none."""
    snapshot = source.in_force()
    if snapshot is None:
        return ""
    try:
        _people(snapshot.pk, _settings(source))
    except SourceError as error:
        return str(error)
    return ""


def _settings(source: Source) -> str:
    """All that decides how a copy is read."""
    chamber = source.chamber
    return json.dumps([source.format, source.part, source.mapping, source.vocabulary, chamber.slug, chamber.country], sort_keys=True)


@lru_cache(maxsize=32)
def _people(snapshot: int, settings: str) -> tuple[tuple[Person, ...], str]:
    """A copy never changes: it is read once as long as the source's settings stay the same."""
    copy = Snapshot.objects.select_related("source__chamber").get(pk=snapshot)
    contents = snapshots.read(copy.source, copy.data)
    unplaced = normalise.text(" ".join(problem.row for problem in contents.problems))
    day = timezone.localdate(copy.taken_at)
    return tuple(
        _person(record, copy.source.chamber) for record in contents.records if not (record.ended_on and record.ended_on <= day)
    ), unplaced


def _person(record: MemberRecord, chamber: Chamber) -> Person:
    member, _ = rows.member(record, chamber)
    return Person(record, member, tuple(rows.details(record, member)))
