"""Functions that pair members with rows by keys which nobody else has."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from issues.official.person import Person
from members.rows.rows import MemberRow

T = TypeVar("T")
Key = str | tuple[str, str]
Pair = tuple[MemberRow, Person]


def unique_pairs(
    members: Iterable[MemberRow],
    people: Iterable[Person],
    of_member: Callable[[MemberRow], Iterable[Key]],
    of_person: Callable[[Person], Iterable[Key]],
) -> list[Pair]:
    """Return the pairs that share a key which no other member and no other row has.

    Neither of them may share such a key with anybody else.
    """
    candidates = [
        (group[0][0], group[1][0])
        for group in group_by_key(members, people, of_member, of_person)
        if len(group[0]) == len(group[1]) == 1
    ]
    pairs = {(member.pk, id(person)): (member, person) for member, person in candidates}
    once_member = Counter(member for member, _ in pairs)
    once_person = Counter(person for _, person in pairs)
    return [
        pair
        for (member, person), pair in pairs.items()
        if once_member[member] == once_person[person] == 1
    ]


def group_by_key(
    members: Iterable[MemberRow],
    people: Iterable[Person],
    of_member: Callable[[MemberRow], Iterable[Key]],
    of_person: Callable[[Person], Iterable[Key]],
) -> list[tuple[list[MemberRow], list[Person]]]:
    """Return the members and the people who share a key: one pair of lists for each key that both
    sides have."""
    groups: dict[Key, tuple[list[MemberRow], list[Person]]] = defaultdict(lambda: ([], []))
    for member in members:
        for key in set(of_member(member)):
            groups[key][0].append(member)
    for person in people:
        for key in set(of_person(person)):
            if key in groups:
                groups[key][1].append(person)
    return [group for group in groups.values() if group[1]]


def shared_keys(items: Iterable[T], keys: Callable[[T], Iterable[str]]) -> set[str]:
    """Return the keys that more than one item has."""
    counts = Counter(key for item in items for key in set(keys(item)))
    return {key for key, count in counts.items() if count > 1}


def one_to_one(
    sides: Sequence[tuple[MemberRow, Sequence[Sequence[Person]]]],
    fit: Callable[[MemberRow, Person], bool],
    most: int,
) -> list[Pair]:
    """Return the pairs that fit, where neither side fits anybody else.

    `sides` are members, each with the groups of people to try. The result is empty if there are
    more than `most` pairs to try.
    """
    if sum(len(group) for _, groups in sides for group in groups) > most:
        return []
    fitting = [
        (member, person)
        for member, groups in sides
        for group in groups
        for person in group
        if fit(member, person)
    ]
    of_member, of_person = (
        Counter(member.pk for member, _ in fitting),
        Counter(id(person) for _, person in fitting),
    )
    return [
        (member, person)
        for member, person in fitting
        if of_member[member.pk] == of_person[id(person)] == 1
    ]
