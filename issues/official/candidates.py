"""Members and rows that are not matched yet, with the rules that match them or keep them apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from issues.official import identifiers
from issues.official.near_people import NAMESAKES, PAIRS, NearPeople
from issues.official.official_list import OfficialList
from issues.official.pairing import Key, Pair, group_by_key, one_to_one, shared_keys, unique_pairs
from issues.official.person import Person
from issues.values.same import names
from issues.values.same.meaning import same_electorate
from members.models import Mismatch
from members.rows.rows import MemberRow

#: Percent. A scheme is stable if so many of the pairs that have it agree in it: two people who
#: differ in a stable scheme are two.
STABLE = 90


class Candidates:
    """The members and people that are not matched yet, and the pairs found so far.

    Each `by_...` method moves pairs from the first two into `pairs`. The order of the calls is the
    order of trust. What `earlier` candidates of the list know is not read again.
    """

    def __init__(
        self,
        listed: OfficialList,
        members: Iterable[MemberRow],
        people: Iterable[Person],
        earlier: Candidates | None = None,
    ) -> None:
        self.listed = listed
        self.members = list(members)
        self.people = list(people)
        self.pairs: list[Pair] = []
        self._doubted: list[Pair] = []
        self._all_members, self._all_people = self.members, self.people
        self._refused: set[tuple[int, str, str]] = earlier._refused if earlier else _refused(listed)
        self._stored: dict[int, list[tuple[str, str]]] = (
            earlier._stored if earlier else identifiers.stored(listed)
        )
        self.plain = {
            member.pk: names.plain(member.first_name, member.last_name) for member in self.members
        }

    def by_identifier(self) -> None:
        """Match pairs with the same identifier.

        Pairs whose names have nothing in common are put in doubt, unless staff confirmed that they
        are the same person.
        """
        found = unique_pairs(
            self.members,
            self.people,
            lambda member: self._stored[member.pk],
            self._identifiers_of_row,
        )
        sure = [self._is_confirmed(*pair) or not unlike(*pair) for pair in found]
        self._doubted = [pair for pair, is_sure in zip(found, sure, strict=True) if not is_sure]
        self._match(pair for pair, is_sure in zip(found, sure, strict=True) if is_sure)

    def in_doubt(self) -> list[Pair]:
        """Return the pairs with one identifier and two names, of which neither side was matched
        otherwise."""
        members, people = (
            {member.pk for member in self.members},
            {id(person) for person in self.people},
        )
        unmatched = [
            (member, person)
            for member, person in self._doubted
            if member.pk in members and id(person) in people
        ]
        return [pair for pair in unmatched if self.may_be_one(*pair)]

    def by_name(self) -> None:
        """Match pairs with the same name in the same electorate, then in the same chamber.

        Nobody else on either side may have the name.
        """
        named = group_by_key(self.members, self.people, self._name_of, lambda person: person.names)
        self._match(
            [pair for members, people in named for pair in self._of_one_name(members, people)]
        )
        twice = shared_keys(self._all_members, self._name_of) | shared_keys(
            self._all_people, lambda person: person.names
        )
        alone = [
            (members[0], people[0])
            for members, people in group_by_key(
                self.members, self.people, self._name_of, lambda person: person.names
            )
            if len(members) == len(people) == 1 and self.plain[members[0].pk] not in twice
        ]
        self._match(alone)

    def by_compatible_name(self) -> None:
        """Match pairs in the same electorate whose names are compatible: a nickname, an initial, a
        name more or less.

        Their identifiers must not differ.
        """
        near = self.near()
        sides = [
            (m, ([self.people[p] for p in near.worth_comparing(m.first_name, m.last_name)],))
            for m in self.members
        ]
        self._match(
            one_to_one(
                sides, lambda m, p: self.sits_alike(m, p) and not self.has_another(m, p), PAIRS
            )
        )

    def near(self) -> NearPeople:
        """Return an index of the people who are not matched yet, for the members who are not."""
        return NearPeople(self.people, [(m.first_name, m.last_name) for m in self.members])

    def may_be_one(self, member: MemberRow, person: Person) -> bool:
        """True unless staff decided that the two are different people."""
        return (member.pk, *person.identity(self.listed.slug)) not in self._refused

    def differ(self, member: MemberRow, person: Person) -> bool:
        """True if the two differ in the identifier of a stable scheme."""
        stored = dict(self._stored[member.pk])
        return any(
            stored[scheme] != value
            for scheme, value in identifiers.of_row(person)
            if scheme in stored and scheme in self.stable
        )

    def has_another(self, member: MemberRow, person: Person) -> bool:
        """True if they have identifiers of a common scheme and none of these is the same."""
        stored = set(self._stored[member.pk])
        schemes = {scheme for scheme, _ in stored}
        same = [each in stored for each in identifiers.of_row(person) if each[0] in schemes]
        return bool(same) and not any(same)

    def sits_alike(self, member: MemberRow, person: Person) -> bool:
        """True if the names are compatible and the electorate is the same, as far as both have
        one."""
        return self._same_seat(member, person) and compatible(member, person)

    def sits_nearly(self, member: MemberRow, person: Person) -> bool:
        """True if both have the same electorate and last name, and given names that are spelt
        almost alike."""
        given = (person.member.first_name, person.member.last_name)
        return self._sit_for_the_same(member, person) and names.nearly(
            member.first_name, member.last_name, *given
        )

    def sits_by_initials(self, member: MemberRow, person: Person) -> bool:
        """True if both have the same electorate and last name, and the row gives only initials.

        This meets `G.D.` for a Giovanni who is called John.
        """
        last = names.plain("", person.member.last_name)
        return (
            self._sit_for_the_same(member, person)
            and names.is_initials(person.member.first_name)
            and last == names.plain("", member.last_name)
        )

    @cached_property
    def stable(self) -> set[str]:
        """Return the schemes in which nearly all pairs agree.

        Counted over the pairs found when this is first asked: by identifier and by the same name.
        """
        compared: Counter[str] = Counter()
        agreed: Counter[str] = Counter()
        for member, person in self.pairs:
            stored = dict(self._stored[member.pk])
            for scheme, value in identifiers.of_row(person):
                if scheme in stored:
                    compared[scheme] += 1
                    agreed[scheme] += stored[scheme] == value
        return {
            scheme for scheme, count in compared.items() if agreed[scheme] * 100 >= STABLE * count
        }

    def _identifiers_of_row(self, person: Person) -> list[Key]:
        return [*identifiers.of_row(person), self._described(person)]

    def _described(self, person: Person) -> tuple[str, str]:
        scheme, value = person.described(self.listed.slug)
        return scheme, value.casefold()

    def _is_confirmed(self, member: MemberRow, person: Person) -> bool:
        return self._described(person) in self._stored[member.pk]

    def _name_of(self, member: MemberRow) -> Iterable[str]:
        return filter(None, (self.plain[member.pk],))

    def _same_seat(self, member: MemberRow, person: Person) -> bool:
        """True if the electorate is the same, as far as both have one."""
        if member.electorate is None or not person.electorate:
            return True
        return same_electorate(
            member.electorate.name, person.electorate, country=self.listed.chamber.country
        )

    def _sit_for_the_same(self, member: MemberRow, person: Person) -> bool:
        """True if both have an electorate, and it is the same."""
        both = member.electorate is not None and bool(person.electorate)
        return both and self._same_seat(member, person)

    def _of_one_name(self, members: Sequence[MemberRow], people: Sequence[Person]) -> list[Pair]:
        return one_to_one(
            [(member, (people,)) for member in members], self._same_seat, NAMESAKES**2
        )

    def _match(self, pairs: Iterable[Pair]) -> None:
        found = [(member, person) for member, person in pairs if self.may_be_one(member, person)]
        self.pairs += found
        members, people = {member.pk for member, _ in found}, {id(person) for _, person in found}
        self.members = [member for member in self.members if member.pk not in members]
        self.people = [person for person in self.people if id(person) not in people]


def _refused(listed: OfficialList) -> set[tuple[int, str, str]]:
    """Return whom staff decided not to be whom: keys of members, with scheme and value."""
    mismatches = Mismatch.objects.filter(member__chamber=listed.chamber)
    return set(mismatches.values_list("member", "scheme", "value"))


def compatible(member: MemberRow, person: Person) -> bool:
    """True if the names differ but may well be one person's."""
    given = (person.member.first_name, person.member.last_name)
    return bool(person.names) and names.compatible(member.first_name, member.last_name, *given)


def unlike(member: MemberRow, person: Person) -> bool:
    """True if both have names, and no name of the row shares a word with the member's or looks like
    it."""
    return bool(person.names) and all(
        names.unlike(member.first_name, member.last_name, *written) for written in person.written
    )
