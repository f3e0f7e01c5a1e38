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


def gone(slug: str) -> dict[str, Any]:
    """The values of an issue about a member who was deleted; empty ones if nobody had that slug:
    anyone can write a link."""
    last = (
        Member.history.filter(slug=slug).order_by("history_date", "history_id").last()
        if slug
        else None
    )
    if last is None:
        return values(None)
    about = values(None, Chamber.objects.filter(pk=last.chamber_id).first())
    return {
        **about,
        "label": f"{slug} (not in the directory any more)"[:300],
        "member_slugs": [slug],
    }
