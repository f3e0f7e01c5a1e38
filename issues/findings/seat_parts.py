"""Seats as parts of findings: by how many members a chamber or an electorate is over or under its
seats.

A part is ("seats: too many", "qld-la") for a chamber, and ("seats: too many", "qld-la/17") for the
electorate with key 17. The values are counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from issues.findings.finding import AnyChamber, Part
from members.models import Member
from members.rows.rows import MemberRow


def too_many(chamber: AnyChamber, electorate: int | None = None, count: int = 1) -> dict[Part, int]:
    """Return the parts of a finding about members beyond the seats of a chamber and, if its key is
    given, of one of its electorates."""
    return _seats("too many", chamber, electorate, count)


def too_few(chamber: AnyChamber, electorate: int | None = None, count: int = 1) -> dict[Part, int]:
    """Return the parts of a finding about empty seats in a chamber and, if its key is given, in one
    of its electorates."""
    return _seats("too few", chamber, electorate, count)


def listed_twice(members: Iterable[Member | MemberRow]) -> dict[Part, int]:
    """Return the parts of one person who is listed as all of these members.

    These are the seats of all entries but one in each place, and the fields that such entries
    usually have in common.
    """
    found: Counter[Part] = Counter()
    for member in members:
        found.update(too_many(member.chamber, member.electorate_id))
    parts = {part: count - 1 for part, count in found.items() if count > 1}
    return parts | {
        (member.slug, field): 1 for member in members for field in ("email", "address:electorate")
    }


def _seats(what: str, chamber: AnyChamber, electorate: int | None, count: int) -> dict[Part, int]:
    places = (
        [chamber.slug] if electorate is None else [chamber.slug, f"{chamber.slug}/{electorate}"]
    )
    return {(f"seats: {what}", place): count for place in places}
