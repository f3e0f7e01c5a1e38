"""Why a copy of an official list is not to be trusted, though it could be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import timedelta

from django.utils import timezone

from members import normalise
from members.models import Chamber, Member, Snapshot, Source
from members.sources.records import MemberRecord
from members.transfer import to_rows

#: A copy that lost more than one in so many of its members is rejected: against the last good copy,
#: and against any good one that was in force within these days, as a list may lose its members bit
#: by bit.
ONE_IN, DAYS = 10, timedelta(days=30)
#: A first copy has the names of at least one in so many of the sitting members, where these are
#: enough to tell: no election replaces more.
KNOWN_IN, ENOUGH = 5, 20
#: A copy may have twice as many as the chamber ever seemed to have, and so many more.
TIMES, MORE = 2, 25
TOO_FEW = "It has {count} members; the chamber has {sitting} in the directory."


def to(snapshot: Snapshot, records: Sequence[MemberRecord]) -> str:
    """What speaks against a copy with these records, as one sentence for people; "" if nothing
    does."""
    count = len(records)
    before = snapshot.source.in_force()
    if not count:
        return "It lists nobody of this chamber."
    if before is None or before.rows is None:
        return _to_first(snapshot.source.chamber, records)
    lost = [column for column in before.columns if column not in snapshot.columns]
    if lost and snapshot.columns:
        return f"It lost columns that the last good copy has: {', '.join(lost[:10])}."
    return (
        _lost(_largest(snapshot), before, count)
        or _too_few(snapshot.source, count)
        or _grown(snapshot.source.chamber, before, count)
    )


def _largest(snapshot: Snapshot) -> Snapshot:
    """Return the good copy with the most members of those in force within 30 days. What a person
    accepted is the measure from then on."""
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
    known = "the last good copy" if largest.rows == before.rows else f"the copy of {day}"
    return f"It lost more than {100 // ONE_IN} % of its members: it has {count}, {known} {rows}."


def _too_few(source: Source, count: int) -> str:
    """Object to a copy with less than half of the sitting members, unless a person accepted one as
    small."""
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
    """Object to a copy with more than twice as many members as the last good copy, the seats or
    those who sit."""
    sitting = Member.objects.sitting().filter(chamber=chamber).count()
    most = max(before.rows or 0, chamber.seats or 0, sitting)
    if count <= most * TIMES or count - most <= MORE:
        return ""
    return (
        f"It has more than twice as many members as before: {count}; the last good copy has {before.rows}, "
        f"the chamber {chamber.seats or 'an unknown number of'} seats, and {sitting} sit by the directory."
    )


def _to_first(chamber: Chamber, records: Sequence[MemberRecord]) -> str:
    """As `to`, of a copy that no other can be held against: is it a list of this chamber at all?"""
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
        return f"It has {met} of the {len(sitting)} members whom the chamber has in the directory: is it the list of another chamber?"
    other, known = _elsewhere({_name(member) for member in listed}, chamber)
    if len(listed) >= ENOUGH and known * 2 > len(listed) and known > met:
        return f"{known} of the {len(listed)} whom it lists sit in {other} by the directory: is it the list of that chamber?"
    return ""


def _elsewhere(names: Collection[str], chamber: Chamber) -> tuple[str, int]:
    """The other chamber in which most of these names sit, and how many."""
    others = Member.objects.sitting().exclude(chamber=chamber).order_by()
    counts: Counter[int] = Counter()
    for member in others.only("chamber_id", "first_name", "last_name").iterator():
        counts[member.chamber_id] += _name(member) in names
    for key, count in counts.most_common(1):
        return str(Chamber.objects.get(pk=key)), count
    return "", 0


def _name(member: Member) -> str:
    return normalise.text(f"{member.first_name} {member.last_name}")
