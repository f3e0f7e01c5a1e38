"""Comparison of members with others: who lacks a detail that the others of the chamber have, and
which electorates they sit for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from django.db.models import Count, Q

from members.models import Chamber, Electorate, Member
from members.models.querysets import MemberQuerySet

#: With fewer members than this, it is not possible to say what is usual.
ENOUGH = 10
#: The condition that a member has no contact details.
NO_CONTACT = Q(emails__isnull=True, phones__isnull=True, addresses__isnull=True, links__isnull=True)
#: Nearly all members have a detail if at most one in this many lacks it.
ONE_IN = 10


def chamber_sizes(members: MemberQuerySet[Member]) -> dict[int, int]:
    """Return a dict of chamber key to the number of these members in it."""
    return dict(members.order_by().values_list("chamber").annotate(Count("pk")))


def first_chamber(members: Iterable[Member]) -> Chamber:
    """Return the first of the members' chambers by slug. It is the subject of a finding about
    members of several chambers.
    """
    return min((member.chamber for member in members), key=lambda chamber: chamber.slug)


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


def unlike_peers(
    members: MemberQuerySet[Member], lacks: Q, sizes: Mapping[int, int]
) -> MemberQuerySet[Member]:
    """Return the members who lack a detail that nearly all others of their chamber have, in stored
    order.
    """
    lacking = members.order_by().filter(lacks).values_list("chamber").annotate(Count("pk"))
    few = [
        chamber
        for chamber, count in lacking
        if sizes[chamber] >= ENOUGH and count * ONE_IN <= sizes[chamber]
    ]
    return members.filter(lacks, chamber__in=few).order_by("pk")


def chambers_lacking(
    members: MemberQuerySet[Member], lacks: Q, sizes: Mapping[int, int]
) -> tuple[set[int], set[int]]:
    """Return the keys of the chambers in which some members lack it but most have it, then of those
    in which most lack it.

    A chamber in which most lack it counts only if at least ten do.
    """
    some, most = set(), set()
    for chamber, count in (
        members.order_by().filter(lacks).values_list("chamber").annotate(Count("pk"))
    ):
        if count * 2 < sizes[chamber]:
            some.add(chamber)
        elif count >= ENOUGH:
            most.add(chamber)
    return some, most
