"""The rules that match the rows of a list with members.

1. The same identifier. If the names have nothing in common, it is a question. A different
   identifier of the same scheme does not prevent a match by name: official lists change theirs.
2. The same name in the same electorate, then in the same chamber.
3. A compatible name (a nickname, an initial, a second surname) in the same electorate. With
   another identifier of the same scheme it is a question.

A name that is merely close never matches: the pair is `unsure`. Names and identifiers that two
members or two rows share are ignored.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from issues.official.candidates import Candidates, compatible
from issues.official.near_people import SHARING
from issues.official.official_list import OfficialList
from issues.official.pairing import Pair
from issues.official.person import Person
from issues.values.same import names
from members.rows.reading import ChamberMembers
from members.rows.rows import MemberRow
from members.sources.records import MemberRecord

#: The likeness of a pair with the same identifier, the same name or a compatible name. All are
#: above `names.closeness`, which ends at 100.
DOUBTED, NAMED_SO, COMPATIBLE = 400.0, 300.0, 200.0


@dataclass
class Match:
    """The result for one list: the pairs that are the same person, and who is left on either side.

    - `pairs`: sitting members and their rows
    - `missing`: rows without a member
    - `departed`: sitting members without a row
    - `still_listed`: members who have left, and their rows
    - `unsure`: pairs that may be the same person; in neither `missing` nor `departed`
    """

    listed: OfficialList
    pairs: list[Pair] = field(default_factory=list)
    missing: list[Person] = field(default_factory=list)
    departed: list[MemberRow] = field(default_factory=list)
    still_listed: list[Pair] = field(default_factory=list)
    unsure: list[Pair] = field(default_factory=list)


def match_sitting(listed: OfficialList, members: ChamberMembers) -> Match:
    """Match a list with the sitting members of its chamber only: nobody is missing or departed."""
    return Match(listed, _of_sitting(listed, members).pairs)


def match(listed: OfficialList, members: ChamberMembers) -> Match:
    """Match a list with all members of its chamber, including those who have left."""
    candidates = _of_sitting(listed, members)
    result = Match(listed, list(candidates.pairs))
    if any(person.names for person in candidates.people):
        former = Candidates(listed, members.former, candidates.people, candidates)
        former.by_identifier()
        former.by_name()
        result.still_listed = former.pairs
        candidates.people = former.people
        result.unsure = former.in_doubt()
        in_question = {id(person) for _, person in result.unsure}
        candidates.people = [
            person for person in candidates.people if id(person) not in in_question
        ]
    result.unsure += _unsure(candidates)
    _settle(result, candidates)
    return result


def _of_sitting(listed: OfficialList, members: ChamberMembers) -> Candidates:
    candidates = Candidates(listed, members.sitting, _distinct(listed.people))
    candidates.by_identifier()
    candidates.by_name()
    candidates.by_compatible_name()
    return candidates


def _unsure(candidates: Candidates) -> Iterator[Pair]:
    """Yield the pairs that may be the same person, the likeliest first; each member and each row
    once."""
    doubted: dict[int, list[Person]] = defaultdict(list)
    for member, person in candidates.in_doubt():
        doubted[member.pk].append(person)
    places = {id(person): p for p, person in enumerate(candidates.people)}
    near = candidates.near()
    likely: list[tuple[float, int, int]] = []
    for m, member in enumerate(candidates.members):
        in_doubt = {places[id(person)] for person in doubted[member.pk]}
        likely += [(DOUBTED, m, p) for p in in_doubt]
        others = [
            p
            for p in near.worth_comparing(member.first_name, member.last_name)
            if p not in in_doubt
        ]
        likely += [
            (found, m, p)
            for p in others
            if (found := _likeness(candidates, member, candidates.people[p])) >= names.CLOSE
        ]
    taken: set[tuple[str, int]] = set()
    for _, m, p in sorted(likely, key=lambda each: (-each[0], each[1], each[2])):
        if taken.isdisjoint({("member", m), ("person", p)}):
            taken |= {("member", m), ("person", p)}
            yield candidates.members[m], candidates.people[p]


def _likeness(candidates: Candidates, member: MemberRow, person: Person) -> float:
    """Return how likely the two are the same person; from `names.CLOSE` on it is a question."""
    if not person.names or not candidates.may_be_one(member, person):
        return 0
    is_named_so = candidates.plain[member.pk] in person.names
    if candidates.differ(member, person):
        return COMPATIBLE if not is_named_so and candidates.sits_alike(member, person) else 0
    if is_named_so:
        return NAMED_SO
    if (
        compatible(member, person)
        or candidates.sits_by_initials(member, person)
        or candidates.sits_nearly(member, person)
    ):
        return COMPATIBLE
    return names.closeness(
        member.first_name, member.last_name, person.member.first_name, person.member.last_name
    )


def _settle(result: Match, candidates: Candidates) -> None:
    """Put those who are left into `missing` and `departed`.

    Somebody whose name is on the other side too is left out: nobody can decide which is which.
    """
    unsure_members, unsure_people = (
        {member.pk for member, _ in result.unsure},
        {id(person) for _, person in result.unsure},
    )
    members = [member for member in candidates.members if member.pk not in unsure_members]
    people = [
        person for person in candidates.people if person.names and id(person) not in unsure_people
    ]
    listed_names = (
        frozenset().union(*(person.names for person in candidates.people))
        if candidates.people
        else frozenset()
    )
    member_names = {candidates.plain[member.pk] for member in candidates.members}
    result.missing = [person for person in people if person.names.isdisjoint(member_names)]
    if not any(person.names for person in result.listed.people):
        return  # the list gives details only, not who sits
    result.departed = [
        member
        for member in members
        if candidates.plain[member.pk] not in listed_names
        and not (member.started_on and member.started_on > result.listed.day)
        and not result.listed.has_unplaced(member.last_name)
    ]


@lru_cache(maxsize=32)
def _distinct(people: tuple[Person, ...]) -> tuple[Person, ...]:
    """Return the people of a list, each once.

    Rows with the same identifiers count as one person if their names may be one person's. So do
    rows with the same whole name and no difference at all. The first row stays. An identifier that
    more than a few people share is ignored.
    """
    identified: dict[frozenset[tuple[str, str]], list[Person]] = defaultdict(list)
    named: dict[frozenset[tuple[str, str]], set[str]] = defaultdict(set)
    seen: set[MemberRecord] = set()
    distinct = []
    for person in people:
        record = replace(person.record, line=0)
        first, last = person.member.first_name, person.member.last_name
        is_whole = bool(first and last) and not names.is_initials(first)
        key = frozenset(person.identifiers.items())
        earlier = identified[key] if key else []
        may_be_one = len(earlier) <= SHARING and any(
            _may_be_the_same(person, other) for other in earlier
        )
        if (
            (is_whole and record in seen)
            or may_be_one
            or (key and not named[key].isdisjoint(person.names))
        ):
            continue
        seen.add(record)
        earlier.append(person)
        named[key] |= person.names
        distinct.append(person)
    return tuple(distinct)


def _may_be_the_same(one: Person, other: Person) -> bool:
    names_of = (
        one.member.first_name,
        one.member.last_name,
        other.member.first_name,
        other.member.last_name,
    )
    return (
        not one.names
        or not other.names
        or not one.names.isdisjoint(other.names)
        or names.compatible(*names_of)
    )
