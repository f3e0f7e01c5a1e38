"""Seats as parts of findings: how many members there are too many or too few, in which chamber and
electorate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from issues.findings.registry import Part
from members.models import Chamber, Member


def too_many(chamber: Chamber, electorate: int | None = None, count: int = 1) -> dict[Part, int]:
    """The parts of so many members beyond the seats of a chamber and, where it has a key, of one of
    its electorates."""
    return _seats("too many", chamber, electorate, count)


def too_few(chamber: Chamber, electorate: int | None = None, count: int = 1) -> dict[Part, int]:
    """The parts of so many seats that nobody sits in."""
    return _seats("too few", chamber, electorate, count)


def listed_twice(members: Iterable[Member]) -> dict[Part, int]:
    """The parts of one person who is listed as all of these members: the seats of all entries but
    one in each place, and what such entries have in common."""
    found: Counter[Part] = Counter()
    for member in members:
        found.update(too_many(member.chamber, member.electorate_id))
    parts = {part: count - 1 for part, count in found.items() if count > 1}
    return parts | {
        (member.slug, field): 1 for member in members for field in ("email", "address:electorate")
    }


def _seats(what: str, chamber: Chamber, electorate: int | None, count: int) -> dict[Part, int]:
    places = (
        [chamber.slug] if electorate is None else [chamber.slug, f"{chamber.slug}/{electorate}"]
    )
    return {(f"seats: {what}", place): count for place in places}
