"""Each chamber's lists in force, read and matched with its members once, for all checks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from issues.findings.scope import Scope
from issues.official import lists, matching
from issues.official.matching import Match
from issues.official.official_list import OfficialList
from issues.official.pairing import Pair
from members.rows import reading
from members.rows.reading import ChamberMembers


@dataclass(frozen=True)
class ListedChamber:
    """The lists in force of one chamber, each matched with the chamber's members.

    - `matches`: one for each list, in the order of their slugs
    - `horizon`: the last day on which a term begins, by the lists or the directory; None if no such
      day is known
    - `only`: slugs of the members that may be reported; empty for all
    """

    matches: tuple[Match, ...]
    horizon: date | None
    only: frozenset[str]

    @property
    def slug(self) -> str:
        """Return the chamber's slug."""
        return self.matches[0].listed.chamber.slug

    @property
    def sides(self) -> Iterator[tuple[OfficialList, list[Pair], list[Pair]]]:
        """Yield each list with all its pairs of a member and a row, and those that may be
        reported."""
        for match in self.matches:
            reported = [pair for pair in match.pairs if not self.only or pair[0].slug in self.only]
            yield match.listed, match.pairs, reported


def chambers(
    scope: Scope, *, all_of_them: bool, without: Collection[str] = ()
) -> Iterator[ListedChamber]:
    """Yield each chamber that has lists in force, by slug: those in scope, or all of them, but none
    of those whose slugs are in `without`.

    For single members, only their own rows are found; who is missing or has left is not.
    """
    match = matching.match_sitting if scope.only else matching.match
    found = lists.in_force(None if all_of_them else scope, without)
    for _, group in groupby(found, key=lambda listed: listed.chamber.pk):
        of_chamber = list(group)
        members = reading.of_chamber(of_chamber[0].chamber, scope.today)
        matches = tuple(match(listed, members) for listed in of_chamber)
        yield ListedChamber(matches, _horizon(of_chamber, members), scope.only)


def _horizon(of_chamber: Iterable[OfficialList], members: ChamberMembers) -> date | None:
    days = [
        *(person.record.started_on for listed in of_chamber for person in listed.people),
        *(member.started_on for member in (*members.sitting, *members.former)),
    ]
    return max(filter(None, days), default=None)
