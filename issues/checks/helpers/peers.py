"""Members held against others: who lacks what the rest of the chamber has, and where several of
them sit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from django.db.models import Count, Q

from members.models import Chamber, Electorate, Member
from members.models.querysets import MemberQuerySet

#: Fewer members than these say nothing of what is usual.
ENOUGH = 10
#: Nothing is listed by which the member could be reached.
NO_CONTACT = Q(emails__isnull=True, phones__isnull=True, addresses__isnull=True, links__isnull=True)
#: Nearly all: one in so many, at most, lacks it.
ONE_IN = 10


def chamber_sizes(members: MemberQuerySet[Member]) -> dict[int, int]:
    """How many of these members each chamber has."""
    return dict(members.order_by().values_list("chamber").annotate(Count("pk")))


def first_chamber(members: Iterable[Member]) -> Chamber:
    """Return the first of the members' chambers by slug: the subject of a finding about members of
    several."""
    return min((member.chamber for member in members), key=lambda chamber: chamber.slug)


def by_electorate(
    members: MemberQuerySet[Member],
) -> Iterator[tuple[Electorate, tuple[Member, ...]]]:
    """Yield each electorate of these members, who all have one, with those of them who sit for it,
    by slug."""
    rows = members.select_related("chamber", "electorate__chamber").order_by(
        "electorate_id", "slug"
    )
    for electorate, group in groupby(rows, key=lambda member: member.electorate):
        assert electorate is not None
        yield electorate, tuple(group)


def unlike_peers(
    members: MemberQuerySet[Member], lacks: Q, sizes: Mapping[int, int]
) -> MemberQuerySet[Member]:
    """Those who lack what nearly all others of their chamber have, in stored order."""
    lacking = members.order_by().filter(lacks).values_list("chamber").annotate(Count("pk"))
    few = [
        chamber
        for chamber, count in lacking
        if sizes[chamber] >= ENOUGH and count * ONE_IN <= sizes[chamber]
    ]
    return members.filter(lacks, chamber__in=few).order_by("pk")


def lacking(
    members: MemberQuerySet[Member], lacks: Q, sizes: Mapping[int, int]
) -> tuple[set[int], set[int]]:
    """The chambers in which some members lack it and most have it, and those in which most, and
    enough to say so, lack it."""
    some, most = set(), set()
    for chamber, count in (
        members.order_by().filter(lacks).values_list("chamber").annotate(Count("pk"))
    ):
        if count * 2 < sizes[chamber]:
            some.add(chamber)
        elif count >= ENOUGH:
            most.add(chamber)
    return some, most
