"""People who are in some of a chamber's lists and missing from others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
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
    """An index over all lists in force: the lists that have a member, and those that lack a
    person."""

    def __init__(self, matches: Iterable[Match]) -> None:
        self._lists: dict[int, list[OfficialList]] = defaultdict(list)
        self._rows: dict[int, list[Row]] = defaultdict(list)
        asked: dict[int, set[tuple[str, str]]] = defaultdict(set)
        for match in matches:
            # A list without names gives only details, not who sits.
            if any(person.names for person in match.listed.people):
                self._lists[match.listed.chamber.pk].append(match.listed)
            arrived = (*match.missing, *(person for _, person in match.still_listed))
            asked[match.listed.chamber.pk].update(map(_written, arrived))
            for member, person in match.pairs:
                self._rows[member.pk].append((match.listed, person))
        every = [(chamber, listed) for chamber, lists in self._lists.items() for listed in lists]
        self._indexes = {
            listed.slug: _ListIndex(listed, asked[chamber]) for chamber, listed in every
        }

    def about_member(self, member: MemberRow, lacking: list[OfficialList]) -> Dispute | None:
        """Return the dispute about a sitting member whom these lists lack; None if no other list
        has them."""
        rows = [row for row in self._rows.get(member.pk, []) if row[1].names]
        return Dispute(rows, lacking) if rows else None

    def about_person(self, having: list[Row]) -> Dispute | None:
        """Return the dispute about a person whom these lists have; None if every other list of the
        chamber has them too."""
        has = {listed.slug for listed, _ in having}
        others = [
            listed for listed in self._lists[having[0][0].chamber.pk] if listed.slug not in has
        ]
        lacking = [
            listed
            for listed in others
            if not any(self._indexes[listed.slug].may_have(person) for _, person in having)
        ]
        return Dispute(having, lacking) if lacking else None


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
