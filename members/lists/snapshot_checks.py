"""Objections to a copy of an official list that could be read but should not be trusted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import timedelta

from django.utils import timezone

from members import normalise
from members.models import Chamber, Member, Snapshot, Source
from members.sources.records import MemberRecord
from members.transfer import to_rows

#: A copy that lost more than one in ONE_IN of its members is rejected. It is compared with the last
#: good copy and with all good ones in force within DAYS, as a list may lose members bit by bit.
ONE_IN, DAYS = 10, timedelta(days=30)
#: A first copy must contain at least one in KNOWN_IN of the sitting members, as no election
#: replaces more. This is checked only if there are at least ENOUGH of them.
KNOWN_IN, ENOUGH = 5, 20
#: A copy may have up to TIMES as many members as the chamber was known to have, or MORE members
#: more, whichever is greater.
TIMES, MORE = 2, 25
TOO_FEW = "It has {count} members; the chamber has {sitting} in the directory."


def objection(snapshot: Snapshot, records: Sequence[MemberRecord]) -> str:
    """Return the objection to a copy with these records as one sentence for people, or ""."""
    count = len(records)
    before = snapshot.source.in_force()
    if not count:
        return "It contains no members of this chamber."
    if before is None or before.rows is None:
        return _objection_to_first(snapshot.source.chamber, records)
    lost = [column for column in before.columns if column not in snapshot.columns]
    if lost and snapshot.columns:
        return f"It lost columns that the last good copy has: {', '.join(lost[:10])}."
    return (
        _lost(_largest(snapshot), before, count)
        or _too_few(snapshot.source, count)
        or _grown(snapshot.source.chamber, before, count)
    )


def _largest(snapshot: Snapshot) -> Snapshot:
    """Return the largest good copy of those in force within 30 days.

    A copy that a person accepted is the new measure: older ones do not count.
    """
    good = (
        snapshot.source.snapshots.filter(verdict=Snapshot.Verdict.ACCEPTED, rows__isnull=False)
        .exclude(pk=snapshot.pk)
        .order_by("pk")
    )
    oldest = (
        good.filter(decided_at__isnull=False).last(),
        good.filter(taken_at__lte=timezone.now() - DAYS).last(),
    )
    since = max((copy.pk for copy in oldest if copy), default=0)
    return good.filter(pk__gte=since).order_by("rows", "pk").last() or snapshot


def _lost(largest: Snapshot, before: Snapshot, count: int) -> str:
    rows = largest.rows or 0
    if (rows - count) * ONE_IN <= rows:
        return ""
    day = f"{timezone.localtime(largest.taken_at):%-d %B %Y}"
    other = "the last good copy" if largest.rows == before.rows else f"the copy of {day}"
    return f"It lost more than {100 // ONE_IN} % of its members: it has {count}, {other} {rows}."


def _too_few(source: Source, count: int) -> str:
    """Object to a copy with fewer than half of the sitting members.

    There is no objection if a person accepted a copy as small before.
    """
    sitting = Member.objects.sitting().filter(chamber=source.chamber).count()
    decided = (
        source.snapshots.filter(verdict=Snapshot.Verdict.ACCEPTED, decided_at__isnull=False)
        .order_by("pk")
        .last()
    )
    if count * 2 >= sitting or (
        decided and decided.rows is not None and decided.rows * 2 < sitting
    ):
        return ""
    return TOO_FEW.format(count=count, sitting=sitting)


def _grown(chamber: Chamber, before: Snapshot, count: int) -> str:
    """Object to a copy with more than twice as many members as expected.

    Expected is the largest of: members of the last good copy, seats, sitting members.
    """
    sitting = Member.objects.sitting().filter(chamber=chamber).count()
    most = max(before.rows or 0, chamber.seats or 0, sitting)
    if count <= most * TIMES or count - most <= MORE:
        return ""
    return (
        f"It has more than twice as many members as before: {count}; "
        f"the last good copy has {before.rows}, "
        f"the chamber {chamber.seats or 'an unknown number of'} seats, "
        f"and {sitting} sit according to the directory."
    )


def _objection_to_first(chamber: Chamber, records: Sequence[MemberRecord]) -> str:
    """Object to a first copy, with no other to compare with, if it seems to be another list."""
    sitting = Member.objects.sitting().filter(chamber=chamber).prefetch_related("identifiers")
    if len(records) * 2 < len(sitting):
        return TOO_FEW.format(count=len(records), sitting=len(sitting))
    listed = [to_rows.member(record, chamber)[0] for record in records]
    last = {normalise.text(member.last_name) for member in listed}
    identifiers = {(each.scheme, each.value) for record in records for each in record.identifiers}
    met = sum(
        normalise.text(member.last_name) in last
        or any((each.scheme, each.value) in identifiers for each in member.identifiers.all())
        for member in sitting
    )
    if len(sitting) >= ENOUGH and met * KNOWN_IN < len(sitting):
        return (
            f"It has {met} of the {len(sitting)} members whom the chamber has in the directory: "
            "is it the list of another chamber?"
        )
    other, there = _elsewhere({_name(member) for member in listed}, chamber)
    if len(listed) >= ENOUGH and there * 2 > len(listed) and there > met:
        return (
            f"{there} of the {len(listed)} whom it lists sit in {other} "
            "according to the directory: is it the list of that chamber?"
        )
    return ""


def _elsewhere(names: Collection[str], chamber: Chamber) -> tuple[str, int]:
    """Return the other chamber in which most of these names sit, and how many of them sit there."""
    others = Member.objects.sitting().exclude(chamber=chamber).order_by()
    counts: Counter[int] = Counter()
    for member in others.only("chamber_id", "first_name", "last_name").iterator():
        counts[member.chamber_id] += _name(member) in names
    for key, count in counts.most_common(1):
        return str(Chamber.objects.get(pk=key)), count
    return "", 0


def _name(member: Member) -> str:
    return normalise.text(f"{member.first_name} {member.last_name}")
