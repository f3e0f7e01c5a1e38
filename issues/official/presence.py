"""People who are in some of a chamber's lists and missing from others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from issues.findings.finding import Finding, Fix
from issues.official.claims import DISAGREE, claims_by_list, slugs
from issues.official.matching import Match
from issues.official.near_people import NearPeople
from issues.official.official_list import OfficialList
from issues.official.person import Person
from issues.values.same import names
from members.rows.rows import MemberRow

#: A list, and its row for a person.
Row = tuple[OfficialList, Person]


@dataclass(frozen=True)
class Dispute:
    """Lists of one chamber that disagree about a person: those `having` them and those `lacking`
    them."""

    having: list[Row]
    lacking: list[OfficialList]

    @property
    def claims(self) -> tuple[str, ...]:
        """Return the claims for the evidence. They do not depend on whether the directory has the
        person."""
        first, person = self.having[0]
        yes, no = (
            ((listed, ["listed"]) for listed, _ in self.having),
            ((listed, ["not listed"]) for listed in self.lacking),
        )
        return (first.chamber.slug, ":".join(person.identity("")), *claims_by_list((*yes, *no)))

    def instead_of(
        self, plain: Finding, directory: str, yes: Iterable[Fix], no: Iterable[Fix]
    ) -> Finding:
        """Return the finding of this dispute, in place of the one that a check would yield for one
        side.

        - `directory`: a sentence on what the directory has
        - `yes`: fixes that follow the lists which have the person
        - `no`: fixes that follow the lists which do not
        """
        sides = [(self._having[0].slug, yes), (self.lacking[0].slug, no)]
        offered = (
            Fix(f"{fix.label}, as {slug} says", fix.edits)
            for slug, of_side in sides
            for fix in of_side
        )
        fixes = tuple(sorted(offered, key=lambda fix: not fix.edits))
        by_list = {
            listed: f"line {person.record.line}" for listed, person in self.having
        } | dict.fromkeys(self.lacking, "not listed")
        having, lacking = (" and ".join(slugs(lists)) for lists in (self._having, self.lacking))
        words = (
            f"the official lists do not agree: {self.having[0][1].name} is in {having}"
            f" and not in {lacking}."
        )
        evidence = replace(
            plain.evidence,
            compared=self.claims,
            context={
                **plain.evidence.context,
                **{each.slug: f"{words} ({each.claim})" for each, words in by_list.items()},
                **DISAGREE,
            },
            claims=self.claims,
            choices=len(fixes),
        )
        sources = slugs(by_list)
        return replace(
            plain,
            message=f"{plain.chamber}: {words} {directory}",
            evidence=evidence,
            fixes=fixes,
            sources=sources,
        )

    @property
    def _having(self) -> list[OfficialList]:
        return [listed for listed, _ in self.having]


class Presence:
    """Which lists of a chamber have somebody whom another of its lists lacks."""

    def __init__(self) -> None:
        self._lists: dict[int, list[OfficialList]] = defaultdict(list)
        self._rows: dict[int, list[Row]] = defaultdict(list)
        self._may_have: set[tuple[str, int]] = set()

    def add(self, matches: Sequence[Match]) -> list[Match]:
        """Take in the matches of one chamber, and return what is not settled in them.

        People who are in the list and in the directory are left out, so that memory does not grow
        with the lists. Members whom one list has and another lacks are remembered here.
        """
        departed = {member.pk: member for match in matches for member in match.departed}
        found = [_unsettled(match, departed.values()) for match in matches]
        for match, kept in zip(matches, found, strict=True):
            # A list without names gives only details, not who sits.
            if any(person.names for person in match.listed.people):
                self._lists[kept.listed.chamber.pk].append(kept.listed)
                arrived = [
                    person for other in found if other is not kept for person in _arrivals(other)
                ]
                index = _ListIndex(match.listed, set(map(_written, arrived)))
                self._may_have |= {
                    (kept.listed.slug, id(person)) for person in arrived if index.may_have(person)
                }
            for member, person in match.pairs:
                if member.pk in departed:
                    self._rows[member.pk].append((kept.listed, person))
        return found

    def about_member(self, member: MemberRow, lacking: list[OfficialList]) -> Dispute | None:
        """Return the dispute about a sitting member whom these lists lack; None if no other list
        has them."""
        rows = [row for row in self._rows.get(member.pk, []) if row[1].names]
        return Dispute(rows, lacking) if rows else None

    def about_person(self, having: list[Row]) -> Dispute | None:
        """Return the dispute about a person whom these lists have; None if every other list of the
        chamber has them too."""
        has = {listed.slug for listed, _ in having}
        lacking = [
            listed
            for listed in self._lists[having[0][0].chamber.pk]
            if listed.slug not in has
            and not any((listed.slug, id(person)) in self._may_have for _, person in having)
        ]
        return Dispute(having, lacking) if lacking else None


def _unsettled(match: Match, departed: Collection[MemberRow]) -> Match:
    """Return the match without the people who are in the list and in the directory, and without
    those who have left, but for namesakes of members whom a list of the chamber lacks."""
    missed = {names.plain(member.first_name, member.last_name) for member in departed}
    former = tuple(each for each in match.listed.former if not each.names.isdisjoint(missed))
    return replace(match, listed=replace(match.listed, people=(), former=former), pairs=[])


def _arrivals(match: Match) -> list[Person]:
    """Return the people of a list who do not sit according to the directory."""
    return [*match.missing, *(person for _, person in match.still_listed)]


class _ListIndex:
    """An index of the people in a list, to be compared with people of these names."""

    def __init__(self, listed: OfficialList, others: Collection[tuple[str, str]]) -> None:
        self._listed = listed
        self._names = frozenset().union(*(person.names for person in listed.people))
        self._identifiers = {
            each for person in listed.people for each in person.identifiers.items()
        }
        self._near = NearPeople(listed.people, others)

    def may_have(self, person: Person) -> bool:
        """True if the list has, or may have, that person: under another name, in a row that could
        not be placed, or because their term begins after the list's day."""
        began = person.member.started_on
        if (began and began > self._listed.day) or self._listed.has_unplaced(
            person.member.last_name
        ):
            return True
        if not self._names.isdisjoint(person.names) or not self._identifiers.isdisjoint(
            person.identifiers.items()
        ):
            return True
        others = (
            self._listed.people[place] for place in self._near.worth_comparing(*_written(person))
        )
        return any(
            bool(other.names)
            and names.closeness(*_written(person), *_written(other)) >= names.CLOSE
            for other in others
        )


def _written(person: Person) -> tuple[str, str]:
    return person.member.first_name, person.member.last_name
