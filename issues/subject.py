"""What an issue remembers of the member that it is about."""

from __future__ import annotations

from typing import Any

from members.models import Chamber, Member


def values(member: Member | None, chamber: Chamber | None = None) -> dict[str, Any]:
    """An issue's values for that member, or for that chamber alone; empty ones for neither."""
    if member is not None:
        chamber = member.chamber
    return {
        "member": member,
        "chamber": chamber,
        "label": str(member or chamber or "")[:300],
        "member_slugs": [member.slug] if member else [],
        "chamber_slugs": [chamber.slug] if chamber else [],
    }
