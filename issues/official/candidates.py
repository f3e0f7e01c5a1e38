"""Members and people of a list that are not matched yet, and what brings two of them together or
keeps them apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from issues.official.lists import OfficialList, Person
from issues.official.near import NAMESAKES, PAIRS
from issues.official.pairing import Key, Pair, grouped, one_to_one, shared, unique
from issues.values.same import names
from issues.values.same.meaning import electorate_key, same_electorate
from members.models import Identifier, Member, Mismatch

#: A scheme by which so many of a hundred pairs are one is stable: two people who differ in it are
#: two.
STABLE = 90


class Candidates:
    """Members and people that are not matched yet, and the pairs that were found."""

    def __init__(
        self, listed: OfficialList, members: Iterable[Member], people: Iterable[Person]
    ) -> None:
        self.listed = listed
        self.members = list(members)
        self.people = list(people)
        self.pairs: list[Pair] = []
        self._doubted: list[Pair] = []
        self._all_members, self._all_people = self.members, self.people
        self._refused = set(
            Mismatch.objects.filter(member__chamber=listed.chamber).values_list(
                "member", "scheme", "value"
            )
        )
        self._known = _identifiers(listed)
        self.plain = {
            member.pk: names.plain(member.first_name, member.last_name) for member in self.members
        }

    def by_identifier(self) -> None:
        """The same identifier, unless the names have nothing in common and nobody confirmed that
        they are one."""
        found = unique(
            self.members, self.people, lambda member: self._known[member.pk], self._known_by
        )
        sure = [self._is_confirmed(*pair) or not unlike(*pair) for pair in found]
        self._doubted = [pair for pair, is_sure in zip(found, sure, strict=True) if not is_sure]
        self._match(pair for pair, is_sure in zip(found, sure, strict=True) if is_sure)

    def in_doubt(self) -> list[Pair]:
        """Return the pairs of one identifier and two names of which neither was matched otherwise."""
        members, people = (
            {member.pk for member in self.members},
            {id(person) for person in self.people},
        )
        left = [
            (member, person)
            for member, person in self._doubted
            if member.pk in members and id(person) in people
        ]
        return [pair for pair in left if self.may_be_one(*pair)]

    def by_name(self) -> None:
        """The same name within the electorate, then within the chamber, where nobody else of either
        side has it."""
        named = grouped(self.members, self.people, self._name_of, lambda person: person.names)
        self._match(
            [pair for members, people in named for pair in self._of_one_name(members, people)]
        )
        twice = shared(self._all_members, self._name_of) | shared(
            self._all_people, lambda person: person.names
        )
        left = [
            (members[0], people[0])
            for members, people in grouped(
                self.members, self.people, self._name_of, lambda person: person.names
            )
            if len(members) == len(people) == 1 and self.plain[members[0].pk] not in twice
        ]
        self._match(left)

    def by_compatible_name(self) -> None:
        """A nickname, an initial, a name more or less, within the electorate, where identifiers do
        not say otherwise."""
        of_seat: dict[str, list[Person]] = defaultdict(list)
        for person in self.people:
            of_seat[self._seat(person.electorate)].append(person)
        seats = {
            member.pk: self._seat(member.electorate.name) if member.electorate else ""
            for member in self.members
        }
        sides = [
            (m, (of_seat.get(seats[m.pk], []), of_seat[""]) if seats[m.pk] else (self.people,))
            for m in self.members
        ]
        self._match(
            one_to_one(
                sides, lambda m, p: self.sits_alike(m, p) and not self.has_another(m, p), PAIRS
            )
        )

    def may_be_one(self, member: Member, person: Person) -> bool:
        """Did nobody say that they are two?"""
        return (member.pk, *person.identity(self.listed.slug)) not in self._refused

    def differ(self, member: Member, person: Person) -> bool:
        """Do stable identifiers tell them apart?"""
        known = dict(self._known[member.pk])
        return any(
            known[scheme] != value
            for scheme, value in _folded(person)
            if scheme in known and scheme in self.stable
        )

    def has_another(self, member: Member, person: Person) -> bool:
        """True if they have identifiers of one scheme, and none that is the same."""
        known = set(self._known[member.pk])
        schemes = {scheme for scheme, _ in known}
        asked = [each in known for each in _folded(person) if each[0] in schemes]
        return bool(asked) and not any(asked)

    def sits_alike(self, member: Member, person: Person) -> bool:
        """True if the names are compatible, and the seat is the same as far as both have one."""
        return self._same_seat(member, person) and compatible(member, person)

    def sits_nearly(self, member: Member, person: Person) -> bool:
        """True if the seat is given and the same, and so is the last name, and the given names are
        spelt almost alike."""
        seated = (
            member.electorate is not None
            and bool(person.electorate)
            and self._same_seat(member, person)
        )
        given = (person.member.first_name, person.member.last_name)
        return seated and names.nearly(member.first_name, member.last_name, *given)

    def sits_by_initials(self, member: Member, person: Person) -> bool:
        """Does the row give the seat, the last name, and initials that fit no given name known:
        `G.D.` for a Giovanni called John?"""
        seated = (
            member.electorate is not None
            and bool(person.electorate)
            and self._same_seat(member, person)
        )
        last = names.plain("", person.member.last_name)
        return (
            seated
            and names.is_initials(person.member.first_name)
            and last == names.plain("", member.last_name)
        )

    @cached_property
    def stable(self) -> set[str]:
        """The schemes in which nearly all pairs agree that were found when this was first asked: by
        identifier and by the very name."""
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
        return [*_folded(person), self._described(person)]

    def _described(self, person: Person) -> tuple[str, str]:
        scheme, value = person.described(self.listed.slug)
        return scheme, value.casefold()

    def _is_confirmed(self, member: Member, person: Person) -> bool:
        return self._described(person) in self._known[member.pk]

    def _name_of(self, member: Member) -> Iterable[str]:
        return filter(None, (self.plain[member.pk],))

    def _same_seat(self, member: Member, person: Person) -> bool:
        """The same electorate, as far as both have one."""
        if member.electorate is None or not person.electorate:
            return True
        return same_electorate(
            member.electorate.name, person.electorate, country=self.listed.chamber.country
        )

    def _of_one_name(self, members: Sequence[Member], people: Sequence[Person]) -> list[Pair]:
        return one_to_one(
            [(member, (people,)) for member in members], self._same_seat, NAMESAKES**2
        )

    def _seat(self, electorate: str) -> str:
        return electorate_key(electorate, self.listed.chamber.country)

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


def unlike(member: Member, person: Person) -> bool:
    """True if both have names, and no name of the row has a word in common with the member's, or
    looks like it."""
    return bool(person.names) and all(
        names.unlike(member.first_name, member.last_name, *written) for written in person.written
    )


def _identifiers(listed: OfficialList) -> dict[int, list[tuple[str, str]]]:
    """Those of the chamber's members, by the member's key."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = (
        Identifier.objects.filter(member__chamber=listed.chamber)
        .order_by("pk")
        .values_list("member", "scheme", "value")
    )
    for member, scheme, value in rows:
        if value.strip():
            found[member].append((scheme, value.strip().casefold()))
    return found


def _folded(person: Person) -> list[tuple[str, str]]:
    return [(scheme, value.casefold()) for scheme, value in person.identifiers.items()]
