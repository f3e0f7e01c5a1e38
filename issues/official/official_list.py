"""One official list: who sits according to it, and who has left."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.utils import timezone

from issues.official.person import Person
from issues.values.same import names
from issues.values.same.meaning import same_electorate
from members.models import Chamber, Snapshot, Source
from members.rows.rows import MemberRow

#: Longer than any chamber's term, except for six-year senates, whose members' days are known.
TERM = timedelta(days=5 * 365)


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

    def left_on(self, member: MemberRow) -> date | None:
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

    def _sat(self, member: MemberRow, row: Person) -> bool:
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
