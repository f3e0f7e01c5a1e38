"""Whose row is whose member: by identifier, by name within the electorate, by name within the chamber.

A different identifier of the same scheme does not stop a match by name: official lists change theirs. A name that is only
compatible (a nickname, an initial, a second surname) is met within the electorate. A name that is merely close is never
assumed: the two are `unsure`. What two members or two rows share decides nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from issues.official import names
from issues.official.lists import OfficialList, Person
from issues.official.meaning import same_electorate
from issues.official.pairing import Key, Pair, grouped, one_to_one, shared, unique
from issues.scope import Scope
from members.models import Identifier, Member, Mismatch
from members.querysets import MemberQuerySet
from members.sources.records import MemberRecord

#: A scheme by which so many of a hundred pairs are one is stable: two people who differ in it are two.
STABLE = 90


@dataclass
class Match:
    """What became of a list: rows and sitting members that are one, and those that are left on either side.

    `still_listed` are rows of members who have left; `unsure` pairs, likely the same person, are in neither of `missing`
    and `departed`.
    """

    listed: OfficialList
    pairs: list[Pair] = field(default_factory=list)
    missing: list[Person] = field(default_factory=list)
    departed: list[Member] = field(default_factory=list)
    still_listed: list[Pair] = field(default_factory=list)
    unsure: list[Pair] = field(default_factory=list)


def pairs(listed: OfficialList, scope: Scope) -> list[Pair]:
    """The rows and sitting members that are one."""
    return _of_sitting(listed, scope).pairs


def match(listed: OfficialList, scope: Scope) -> Match:
    """Match a list with all members of its chamber, those who left included, whatever the scope."""
    work = _of_sitting(listed, scope)
    result = Match(listed, list(work.pairs))
    if any(person.names for person in work.people):
        sitting = {member.pk for member, _ in work.pairs} | {member.pk for member in work.members}
        former = _Work(listed, _members(listed).exclude(pk__in=sitting), work.people)
        former.by_identifier()
        former.by_name()
        result.still_listed = former.pairs
        work.people = former.people
    result.unsure = list(_unsure(work))
    _settle(result, work)
    return result


def _members(listed: OfficialList) -> MemberQuerySet:
    members: MemberQuerySet = listed.chamber.members.select_related("electorate", "party").order_by("pk")
    return members  # all share the one chamber


def _of_sitting(listed: OfficialList, scope: Scope) -> _Work:
    work = _Work(listed, _members(listed).sitting(scope.today), _distinct(listed.people))
    work.by_identifier()
    work.by_name()
    work.by_compatible_name()
    return work


class _Work:
    """Members and people that are not matched yet, and the pairs that were found."""

    def __init__(self, listed: OfficialList, members: Iterable[Member], people: Iterable[Person]) -> None:
        self.listed = listed
        self.members = list(members)
        self.people = list(people)
        self.pairs: list[Pair] = []
        self._all_members, self._all_people = self.members, self.people
        self._refused = set(Mismatch.objects.filter(member__chamber=listed.chamber).values_list("member", "scheme", "value"))
        self._known = _identifiers(listed)
        self.plain = {member.pk: names.plain(member.first_name, member.last_name) for member in self.members}

    def by_identifier(self) -> None:
        self._match(unique(self.members, self.people, lambda member: self._known[member.pk], self._known_by))

    def by_name(self) -> None:
        """The same name within the electorate, then within the chamber, where nobody else of either side has it."""
        named = grouped(self.members, self.people, self._name_of, lambda person: person.names)
        self._match([pair for members, people in named for pair in one_to_one(members, people, self._same_seat)])
        twice = shared(self._all_members, self._name_of) | shared(self._all_people, lambda person: person.names)
        left = [
            (members[0], people[0])
            for members, people in grouped(self.members, self.people, self._name_of, lambda person: person.names)
            if len(members) == len(people) == 1 and self.plain[members[0].pk] not in twice
        ]
        self._match(left)

    def by_compatible_name(self) -> None:
        """A nickname, an initial, a name more or less, within the electorate, where identifiers do not say otherwise."""
        self._match(
            one_to_one(self.members, self.people, lambda m, p: self._same_seat(m, p) and compatible(m, p) and not self.differ(m, p))
        )

    def may_be_one(self, member: Member, person: Person) -> bool:
        """Did nobody say that they are two?"""
        return (member.pk, *person.identity(self.listed.slug)) not in self._refused

    def differ(self, member: Member, person: Person) -> bool:
        """Do stable identifiers tell them apart?"""
        known = dict(self._known[member.pk])
        return any(known[scheme] != value for scheme, value in _folded(person) if scheme in known and scheme in self.stable)

    def sits_by_initials(self, member: Member, person: Person) -> bool:
        """Does the row give the seat, the last name, and initials that fit no given name known: `G.D.` for a Giovanni called John?"""
        seated = member.electorate is not None and bool(person.electorate) and self._same_seat(member, person)
        last = names.plain("", person.member.last_name)
        return seated and names.is_initials(person.member.first_name) and last == names.plain("", member.last_name)

    @cached_property
    def stable(self) -> set[str]:
        """The schemes in which nearly all pairs agree that were found when this was first asked: by identifier and by the very name."""
        asked: Counter[str] = Counter()
        agreed: Counter[str] = Counter()
        for member, person in self.pairs:
            known = dict(self._known[member.pk])
            for scheme, value in _folded(person):
                if scheme in known:
                    asked[scheme] += 1
                    agreed[scheme] += known[scheme] == value
        return {scheme for scheme, count in asked.items() if agreed[scheme] * 100 >= STABLE * count}

    def _known_by(self, person: Person) -> list[Key]:
        scheme, value = person.identity(self.listed.slug)
        return [*_folded(person), (scheme, value.casefold())]

    def _name_of(self, member: Member) -> Iterable[str]:
        return filter(None, (self.plain[member.pk],))

    def _same_seat(self, member: Member, person: Person) -> bool:
        """The same electorate, as far as both have one."""
        if member.electorate is None or not person.electorate:
            return True
        return same_electorate(member.electorate.name, person.electorate, country=self.listed.chamber.country)

    def _match(self, pairs: Iterable[Pair]) -> None:
        found = [(member, person) for member, person in pairs if self.may_be_one(member, person)]
        self.pairs += found
        members, people = {member.pk for member, _ in found}, {id(person) for _, person in found}
        self.members = [member for member in self.members if member.pk not in members]
        self.people = [person for person in self.people if id(person) not in people]


def compatible(member: Member, person: Person) -> bool:
    """Might the names, though they differ, well be one person's?"""
    given = (person.member.first_name, person.member.last_name)
    return bool(person.names) and names.compatible(member.first_name, member.last_name, *given)


def _unsure(work: _Work) -> Iterator[Pair]:
    """The likeliest pairs first, each member and each row once: the same or a compatible name elsewhere, or one that looks alike."""
    likely: list[tuple[float, int, int]] = []
    for m, member in enumerate(work.members):
        for p, person in enumerate(work.people):
            if not person.names or not work.may_be_one(member, person) or work.differ(member, person):
                continue
            if work.plain[member.pk] in person.names:
                likely.append((300, m, p))
            elif compatible(member, person) or work.sits_by_initials(member, person):
                likely.append((200, m, p))
            else:
                given = (person.member.first_name, person.member.last_name)
                closeness = names.closeness(member.first_name, member.last_name, *given)
                if closeness >= names.CLOSE:
                    likely.append((closeness, m, p))
    taken: set[tuple[str, int]] = set()
    for _, m, p in sorted(likely, key=lambda each: (-each[0], each[1], each[2])):
        if taken.isdisjoint({("member", m), ("person", p)}):
            taken |= {("member", m), ("person", p)}
            yield work.members[m], work.people[p]


def _settle(result: Match, work: _Work) -> None:
    """Who is left: missing or departed, but for those of whom the other side has the name, though nobody can say which is which."""
    unsure_members, unsure_people = {member.pk for member, _ in result.unsure}, {id(person) for _, person in result.unsure}
    members = [member for member in work.members if member.pk not in unsure_members]
    people = [person for person in work.people if person.names and id(person) not in unsure_people]
    listed_names = frozenset().union(*(person.names for person in work.people)) if work.people else frozenset()
    member_names = {work.plain[member.pk] for member in work.members}
    result.missing = [person for person in people if person.names.isdisjoint(member_names)]
    if not any(person.names for person in result.listed.people):
        return  # the list says nothing of who sits
    result.departed = [
        member
        for member in members
        if work.plain[member.pk] not in listed_names
        and not (member.started_on and member.started_on > result.listed.day)
        and not _in_a_row_that_could_not_be_placed(member, result.listed)
    ]


def _in_a_row_that_could_not_be_placed(member: Member, listed: OfficialList) -> bool:
    last = names.plain("", member.last_name)
    return bool(last) and f" {last} " in f" {listed.unplaced} "


@lru_cache(maxsize=32)
def _distinct(people: tuple[Person, ...]) -> tuple[Person, ...]:
    """The people of a list, one row for each: of rows with the same identifiers whose names may be one person's, and of rows with
    the same whole name that differ in nothing, the first. What all rows share is nobody's identifier."""
    identified: dict[frozenset[tuple[str, str]], list[Person]] = defaultdict(list)
    seen: set[MemberRecord] = set()
    distinct = []
    for person in people:
        record = replace(person.record, line=0)
        first, last = person.member.first_name, person.member.last_name
        is_whole = bool(first and last) and not names.is_initials(first)
        earlier = identified[frozenset(person.identifiers.items())] if person.identifiers else []
        if (is_whole and record in seen) or any(_may_be_the_same(person, other) for other in earlier):
            continue
        seen.add(record)
        earlier.append(person)
        distinct.append(person)
    return tuple(distinct)


def _may_be_the_same(one: Person, other: Person) -> bool:
    names_of = (one.member.first_name, one.member.last_name, other.member.first_name, other.member.last_name)
    return not one.names or not other.names or not one.names.isdisjoint(other.names) or names.compatible(*names_of)


def _identifiers(listed: OfficialList) -> dict[int, list[tuple[str, str]]]:
    """Those of the chamber's members, by the member's key."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = Identifier.objects.filter(member__chamber=listed.chamber).order_by("pk").values_list("member", "scheme", "value")
    for member, scheme, value in rows:
        if value.strip():
            found[member].append((scheme, value.strip().casefold()))
    return found


def _folded(person: Person) -> list[tuple[str, str]]:
    return [(scheme, value.casefold()) for scheme, value in person.identifiers.items()]
