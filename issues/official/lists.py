"""The official lists in force, parsed into people.

The module is long because the copies, what they say, and what a process remembers of them belong
together.
"""

from __future__ import annotations

import json
import logging
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache

from django.db.models import Max, QuerySet
from django.utils import timezone

from issues.findings.scope import Scope
from issues.models import Redaction
from issues.official.person import Person, person_of
from issues.values.same import names
from issues.values.same.meaning import same_electorate
from members import normalise
from members.lists import snapshots
from members.models import Chamber, Member, Snapshot, Source
from members.sources.records import SourceError

logger = logging.getLogger(__name__)

#: Everything that decides what a copy says: its key, its checksum, the source's settings and the
#: newest redaction.
CopyKey = tuple[int, str, str, str]

#: The number of lists that a process keeps parsed. The keys of the last ones are kept as well, so
#: that `are_at_hand` can see which they are.
KEPT = 32
#: The number of lists of which a process remembers why they could not be read.
REMEMBERED = 20_000
#: Longer than any chamber's term, except for six-year senates, whose members' days are known.
TERM = timedelta(days=5 * 365)
_read_keys: deque[CopyKey] = deque(maxlen=KEPT)
#: Why each copy could not be read; "" if it could.
_verdicts: dict[CopyKey, str] = {}


@dataclass(frozen=True, eq=False)
class OfficialList:
    """A source's copy in force.

    - `people`: who sits on the day of the copy
    - `former`: who has left by then
    - `unplaced`: the plain text of all rows that could not be placed
    """

    source: Source
    snapshot: Snapshot
    people: tuple[Person, ...]
    former: tuple[Person, ...]
    unplaced: str

    @property
    def slug(self) -> str:
        """Return the source's slug."""
        return self.source.slug

    @property
    def chamber(self) -> Chamber:
        """Return the chamber whose members are listed."""
        return self.source.chamber

    @property
    def day(self) -> date:
        """Return the day on which the list was last seen in this state."""
        return timezone.localdate(self.source.checked_at or self.snapshot.taken_at)

    @property
    def copied_on(self) -> date:
        """Return the day on which the copy was taken."""
        return timezone.localdate(self.snapshot.taken_at)

    def left_on(self, member: Member) -> date | None:
        """Return the day on which the list has a member with this name and electorate as having
        left.

        None if the list gives no day, or several. If it is not known when the member began, days
        more than a term before the copy are left out, as they may be a namesake's.
        """
        earliest = member.started_on or self.copied_on - TERM
        rows = self._former.get(names.plain(member.first_name, member.last_name), ())
        days = {
            row.record.ended_on
            for row in rows
            if row.record.ended_on and row.record.ended_on >= earliest and self._sat(member, row)
        }
        return days.pop() if len(days) == 1 else None

    def _sat(self, member: Member, row: Person) -> bool:
        """True if the row has the member's electorate, as far as both have one."""
        if member.electorate is None or not row.electorate:
            return True
        return same_electorate(member.electorate.name, row.electorate, country=self.chamber.country)

    @cached_property
    def _former(self) -> dict[str, list[Person]]:
        rows: dict[str, list[Person]] = defaultdict(list)
        for person in self.former:
            for name in person.names:
                rows[name].append(person)
        return rows

    @cached_property
    def _unplaced_words(self) -> frozenset[str]:
        return frozenset(self.unplaced.split())

    def has_unplaced(self, last: str) -> bool:
        """True if this last name is in a row that could not be placed."""
        return names.plain("", last) in self._unplaced_words

    @property
    def claim(self) -> str:
        """Return the copy and its date in words, for the context of the evidence."""
        return f"copy {self.snapshot.pk} of {self.copied_on:%-d %B %Y}"


def in_force(scope: Scope) -> Iterator[OfficialList]:
    """Yield the copies in force of all enabled sources, by chamber and slug, whatever the scope.

    Copies that cannot be parsed are left out, as the check `source-rejected` reports them.
    """
    return _lists(_enabled())


def in_force_within(scope: Scope) -> Iterator[OfficialList]:
    """Yield the copies in force for the chambers in scope, as `in_force` does."""
    return _lists(_within(scope))


def unreadable(source: Source) -> str:
    """Return why the copy in force cannot be parsed any longer, for example after a change of the
    mapping; "" if it can be, or does not exist."""
    snapshot = source.in_force()
    return "" if snapshot is None else why_unreadable(_key(snapshot, source, Redaction.newest()))


def why_unreadable(key: CopyKey) -> str:
    """Return why a copy cannot be parsed; "" if it can be. A copy that was read once is not read
    again for that."""
    if key not in _verdicts:
        try:
            _people(*key)
        except SourceError as error:
            return str(error)
    return _verdicts.get(key, "")


def copies(scope: Scope) -> Iterator[tuple[Snapshot, CopyKey]]:
    """Yield the copies in force that checks are about to look at, whether they can be parsed or
    not: for single members, those of their chambers, otherwise all."""
    redaction = Redaction.newest()
    for snapshot in _newest(_within(scope) if scope.only else _enabled()):
        yield snapshot, _key(snapshot, snapshot.source, redaction)


def are_at_hand() -> bool:
    """True if the lists in force are parsed already, or are small enough to be parsed quickly.

    While somebody is waiting, members are compared with lists only if this is true.
    """
    redaction = Redaction.newest()
    return not snapshots.is_large(
        copy for copy in _newest(_enabled()) if _key(copy, copy.source, redaction) not in _read_keys
    )


def _enabled() -> QuerySet[Snapshot]:
    return Snapshot.objects.filter(source__enabled=True)


def _within(scope: Scope) -> QuerySet[Snapshot]:
    copies = _enabled()
    if scope.chambers:
        copies = copies.filter(source__chamber__slug__in=scope.chambers)
    if scope.only:
        copies = copies.filter(
            source__chamber__in=Member.objects.filter(slug__in=scope.only).values("chamber")
        )
    return copies


def _newest(copies: QuerySet[Snapshot]) -> QuerySet[Snapshot]:
    newest = (
        copies.filter(verdict=Snapshot.Verdict.ACCEPTED)
        .order_by()
        .values("source")
        .annotate(newest=Max("pk"))
        .values("newest")
    )
    found = (
        Snapshot.objects.filter(pk__in=newest)
        .defer("content", "problems")
        .select_related("source__chamber")
    )
    return found.order_by("source__chamber__slug", "source__slug")


def _lists(copies: QuerySet[Snapshot]) -> Iterator[OfficialList]:
    redaction = Redaction.newest()
    for snapshot in _newest(copies):
        try:
            people, former, unplaced = _people(*_key(snapshot, snapshot.source, redaction))
        except SourceError:
            logger.warning(
                "The copy %s of %s cannot be read any more", snapshot.pk, snapshot.source.slug
            )
            continue
        yield OfficialList(snapshot.source, snapshot, people, former, unplaced)


def _key(snapshot: Snapshot, source: Source, redaction: str) -> CopyKey:
    return snapshot.pk, snapshot.checksum, _settings(source), redaction


def _settings(source: Source) -> str:
    """Return everything that decides how a copy is parsed, as JSON."""
    chamber = source.chamber
    return json.dumps(
        [
            source.format,
            source.part,
            source.mapping,
            source.vocabulary,
            chamber.slug,
            chamber.country,
        ],
        sort_keys=True,
    )


@lru_cache(maxsize=KEPT)
def _people(
    snapshot: int, checksum: str, settings: str, redaction: str
) -> tuple[tuple[Person, ...], tuple[Person, ...], str]:
    """Parse a copy into people who sit, people who have left, and the text of its unplaced rows.

    Cached by all that can change the result: the copy, the source's settings and the last
    redaction.
    """
    key = snapshot, checksum, settings, redaction
    copy = Snapshot.objects.select_related("source__chamber").filter(pk=snapshot).first()
    if copy is None:
        raise SourceError("the copy was deleted")
    if len(_verdicts) >= REMEMBERED:
        _verdicts.clear()
    try:
        contents = snapshots.read(copy.source, copy.data)
    except SourceError as error:
        _verdicts[key] = str(error)
        raise
    _verdicts[key] = ""
    unplaced = normalise.text(" ".join(problem.row for problem in contents.problems))
    day = timezone.localdate(copy.taken_at)
    _read_keys.append(key)
    people: tuple[list[Person], list[Person]] = [], []
    for record in contents.records:
        people[record.ended_on is not None and record.ended_on <= day].append(
            person_of(record, copy.source.chamber)
        )
    return tuple(people[0]), tuple(people[1]), unplaced
