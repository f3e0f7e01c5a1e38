"""Comparison of members with others: who lacks a detail that the others of the chamber have, and
which electorates they sit for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from issues.findings import ChamberMembers, MemberRow
from members.models import Chamber, Electorate, Member
from members.models.querysets import MemberQuerySet

#: With fewer members than this, it is not possible to say what is usual.
ENOUGH = 10
#: Nearly all members have a detail if at most one in this many lacks it.
ONE_IN = 10


def first_chamber(members: Iterable[Member]) -> Chamber:
    """Return the first of the members' chambers by slug. It is the subject of a finding about
    members of several chambers.
    """
    return min((member.chamber for member in members), key=lambda chamber: chamber.slug)


def by_slug(members: Iterable[MemberRow]) -> tuple[MemberRow, ...]:
    """Return the members sorted by slug."""
    return tuple(sorted(members, key=lambda member: member.slug))


def by_electorate(
    members: MemberQuerySet[Member],
) -> Iterator[tuple[Electorate, tuple[Member, ...]]]:
    """Yield each electorate of these members with those who sit for it, sorted by slug. All of them
    must have an electorate.
    """
    rows = members.select_related("chamber", "electorate__chamber").order_by(
        "electorate_id", "slug"
    )
    for electorate, group in groupby(rows, key=lambda member: member.electorate):
        assert electorate is not None
        yield electorate, tuple(group)


def cannot_be_reached(member: MemberRow) -> bool:
    """True if the member has no contact details."""
    return not (member.emails or member.phones or member.addresses or member.links)


def unlike_peers(chamber: ChamberMembers, lacks: Callable[[MemberRow], object]) -> list[MemberRow]:
    """Return the members who lack a detail that nearly all others of their chamber have."""
    if len(chamber.sitting) < ENOUGH:
        return []
    lacking = [member for member in chamber.sitting if lacks(member)]
    return lacking if len(lacking) * ONE_IN <= len(chamber.sitting) else []
