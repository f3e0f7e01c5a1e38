"""People who moved: members of one chamber who are now in another chamber's list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from issues.findings.scope import Scope
from issues.official.candidates import unlike
from issues.official.matching import Match
from issues.official.near_people import NAMESAKES
from issues.official.official_list import OfficialList
from issues.official.person import Person
from issues.official.presence import Presence
from issues.values.same import names
from members.chunks import chunks
from members.models import Identifier, Member
from members.rows import reading
from members.rows.rows import MemberRow


@dataclass(frozen=True, eq=False)
class Move:
    """A member of one chamber, with the row that they have in another chamber's list.

    `departed_from` are the lists of the old chamber that no longer have them.
    """

    member: MemberRow
    person: Person
    listed: OfficialList
    departed_from: tuple[OfficialList, ...]


def moves(matches: Iterable[Match], presence: Presence, scope: Scope) -> Iterator[Move]:
    """Yield the moves between the chambers of these matches.

    A move needs a common identifier, unless the names have nothing in common. Without one, the name
    alone is enough within one jurisdiction if nobody else has it. Where a chamber's lists disagree
    whether somebody sits, no move is assumed: that disagreement is the issue.
    """
    matches = list(matches)
    with_list = {match.listed.chamber.pk for match in matches}
    departed: dict[int, MemberRow] = {}
    departed_by: dict[int, list[OfficialList]] = defaultdict(list)
    for match in matches:
        for member in match.departed:
            if not presence.about_member(member, [match.listed]):
                departed.setdefault(member.pk, member)
                departed_by[member.pk].append(match.listed)
    arrivals = [
        (match.listed, person)
        for match in matches
        for person in [*match.missing, *(row for _, row in match.still_listed)]
    ]
    arrivals = [arrival for arrival in arrivals if not presence.about_person([arrival])]
    if not arrivals:
        return
    candidates = [*departed.values(), *_elsewhere(arrivals, with_list, scope)]
    by_id: dict[tuple[str, str], list[MemberRow]] = defaultdict(list)
    by_name: dict[tuple[str, str], list[MemberRow]] = defaultdict(list)
    for member in candidates:
        for each in member.identifiers:
            by_id[each.scheme, each.value.strip().casefold()].append(member)
        by_name[
            member.chamber.jurisdiction, names.plain(member.first_name, member.last_name)
        ].append(member)
    taken: set[int] = set()
    for listed, person in arrivals:
        keys = [(scheme, value.casefold()) for scheme, value in person.identifiers.items()]
        same = {
            member.pk: member
            for key in keys
            for member in _few(by_id.get(key, []))
            if not unlike(member, person)
        }
        named = (
            _few(by_name.get((listed.chamber.jurisdiction, name), [])) for name in person.names
        )
        same = same or {member.pk: member for members in named for member in members}
        same = {
            key: member for key, member in same.items() if member.chamber_id != listed.chamber.pk
        }
        if len(same) == 1 and taken.isdisjoint(same):
            (member,) = same.values()
            taken.add(member.pk)
            yield Move(member, person, listed, tuple(departed_by.get(member.pk, ())))


def _few(members: list[MemberRow]) -> list[MemberRow]:
    """Return these members, or nobody if they are too many to be told apart."""
    return members if len(members) <= NAMESAKES else []


def _elsewhere(
    arrivals: Iterable[tuple[OfficialList, Person]], with_list: set[int], scope: Scope
) -> Iterator[MemberRow]:
    """Yield the members of chambers without a list who share a name or an identifier with an
    arrival."""
    others = Member.objects.sitting(scope.today).exclude(chamber__in=with_list)
    values = {value for _, person in arrivals for value in person.identifiers.values()}
    identified = Identifier.objects.filter(member__in=others, value__in=values)
    slugs = set(identified.values_list("member__slug", flat=True)) if values else set()
    wanted = {
        (listed.chamber.jurisdiction, name) for listed, person in arrivals for name in person.names
    }
    near = others.filter(
        chamber__jurisdiction__in={jurisdiction for jurisdiction, _ in wanted if jurisdiction}
    ).order_by()
    columns = ("slug", "chamber__jurisdiction", "first_name", "last_name")
    for slug, jurisdiction, first, last in near.values_list(*columns).iterator():
        if (jurisdiction, names.plain(first, last)) in wanted:
            slugs.add(slug)
    for part in chunks(sorted(slugs)):
        yield from reading.of_members(part, scope.today)
