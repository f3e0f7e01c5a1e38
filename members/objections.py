"""Why a copy of an official list is not to be trusted, though it could be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from members import normalise, rows
from members.models import Chamber, Member, Snapshot
from members.sources.records import MemberRecord

#: A copy that lost more than one in so many of its members is rejected.
ONE_IN = 10
#: A first copy has the names of at least one in so many of the sitting members, where these are enough to tell: no election replaces more.
KNOWN_IN, ENOUGH = 5, 20


def to(snapshot: Snapshot, records: Sequence[MemberRecord]) -> str:
    """What speaks against a copy with these records, as one sentence for people; "" if nothing does."""
    count = len(records)
    before = snapshot.source.in_force()
    if not count:
        return "It lists nobody of this chamber."
    if before is None or before.rows is None:
        return _to_first(snapshot.source.chamber, records)
    lost = [column for column in before.columns if column not in snapshot.columns]
    if lost and snapshot.columns:
        return f"It lost columns that the last good copy has: {', '.join(lost[:10])}."
    if (before.rows - count) * ONE_IN > before.rows:
        return f"It lost more than {100 // ONE_IN} % of its members: it has {count}, the last good copy {before.rows}."
    return ""


def _to_first(chamber: Chamber, records: Sequence[MemberRecord]) -> str:
    """As `to`, of a copy that no other can be held against: is it a list of this chamber at all?"""
    sitting = Member.objects.sitting().filter(chamber=chamber).prefetch_related("identifiers")
    if len(records) * 2 < len(sitting):
        return f"It has {len(records)} members; the chamber has {len(sitting)} in the directory."
    listed = [rows.member(record, chamber)[0] for record in records]
    last = {normalise.text(member.last_name) for member in listed}
    identifiers = {(each.scheme, each.value) for record in records for each in record.identifiers}
    met = sum(
        normalise.text(member.last_name) in last or any((each.scheme, each.value) in identifiers for each in member.identifiers.all())
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
