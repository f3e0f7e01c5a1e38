"""Who sits by some of a chamber's lists and not by others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from issues.findings.finding import Finding, Fix
from issues.official.claims import DISAGREE, said_by
from issues.official.lists import OfficialList, Person
from issues.official.matching import Match
from issues.official.near import NearPeople
from issues.values.same import names
from members.models import Member

#: A list and its row of somebody.
Row = tuple[OfficialList, Person]


@dataclass(frozen=True)
class Dispute:
    """Some lists have a person and others of the same chamber do not. `claims` is the same whether
    the directory has them or not."""

    having: list[Row]
    lacking: list[OfficialList]

    @property
    def claims(self) -> tuple[str, ...]:
        first, person = self.having[0]
        yes, no = (
            ((listed, ["listed"]) for listed, _ in self.having),
            ((listed, ["not listed"]) for listed in self.lacking),
        )
        return (first.chamber.slug, ":".join(person.identity("")), *said_by((*yes, *no)))

    def instead_of(
        self, plain: Finding, directory: str, yes: Iterable[Fix], no: Iterable[Fix]
    ) -> Finding:
        """Return what a check would say if only some lists existed, as the dispute that it is:
        `directory` is what the directory says in words, `yes` and `no` the fixes that follow those
        who have the person, and those who do not."""
        sides = [(self._having[0].slug, yes), (self.lacking[0].slug, no)]
        offered = (
            Fix(f"{fix.label}, as {slug} says", fix.edits)
            for slug, of_side in sides
            for fix in of_side
        )
        fixes = tuple(sorted(offered, key=lambda fix: not fix.edits))
        said = {
            listed: f"line {person.record.line}" for listed, person in self.having
        } | dict.fromkeys(self.lacking, "not listed")
        having, lacking = (
            " and ".join(dict.fromkeys(each.slug for each in lists))
            for lists in (self._having, self.lacking)
        )
        words = f"the official lists do not agree: {self.having[0][1].name} is in {having} and not in {lacking}."
        evidence = replace(
            plain.evidence,
            compared=self.claims,
            context={
                **plain.evidence.context,
                **{each.slug: f"{words} ({each.claim})" for each, words in said.items()},
                **DISAGREE,
            },
            claims=self.claims,
            choices=len(fixes),
        )
        sources = tuple(dict.fromkeys(each.slug for each in said))
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
    """Which lists have a member, and which lack a person, by all lists in force."""

    def __init__(self, matches: Iterable[Match]) -> None:
        self._lists: dict[int, list[OfficialList]] = defaultdict(list)
        self._rows: dict[int, list[Row]] = defaultdict(list)
        asking: Counter[int] = Counter()
        for match in matches:
            if any(
                person.names for person in match.listed.people
            ):  # others say nothing of who sits
                self._lists[match.listed.chamber.pk].append(match.listed)
            asking[match.listed.chamber.pk] += len(match.missing) + len(match.still_listed)
            for member, person in match.pairs:
                self._rows[member.pk].append((match.listed, person))
        every = [(chamber, listed) for chamber, lists in self._lists.items() for listed in lists]
        self._known = {listed.slug: _Known(listed, asking[chamber]) for chamber, listed in every}

    def about_member(self, member: Member, lacking: list[OfficialList]) -> Dispute | None:
        """The dispute about a sitting member whom these lists lack, if another has them."""
        rows = [row for row in self._rows.get(member.pk, []) if row[1].names]
        return Dispute(rows, lacking) if rows else None

    def about_person(self, having: list[Row]) -> Dispute | None:
        """The dispute about somebody whom these lists have, if another of that chamber does not."""
        has = {listed.slug for listed, _ in having}
        others = [
            listed for listed in self._lists[having[0][0].chamber.pk] if listed.slug not in has
        ]
        lacking = [
            listed
            for listed in others
            if not any(self._known[listed.slug].may_have(person) for _, person in having)
        ]
        return Dispute(having, lacking) if lacking else None


class _Known:
    """Whom a list has, or may have, asked about by so many."""

    def __init__(self, listed: OfficialList, asking: int) -> None:
        self._listed = listed
        self._names = frozenset().union(*(person.names for person in listed.people))
        self._identifiers = {
            each for person in listed.people for each in person.identifiers.items()
        }
        self._near = NearPeople(listed.people, asking)

    def may_have(self, person: Person) -> bool:
        """True if the list has, or may have, that person: under any name, in a row that could not
        be placed, or not yet."""
        began = person.member.started_on
        if (began and began > self._listed.day) or self._listed.has_unplaced(
            person.member.last_name
        ):
            return True
        if not self._names.isdisjoint(person.names) or not self._identifiers.isdisjoint(
            person.identifiers.items()
        ):
            return True
        others = (self._listed.people[place] for place in self._near.to([_written(person)]))
        return any(
            bool(other.names)
            and names.closeness(*_written(person), *_written(other)) >= names.CLOSE
            for other in others
        )


def _written(person: Person) -> tuple[str, str]:
    return person.member.first_name, person.member.last_name
