"""The columns in which an issue records the member that it is about."""

from __future__ import annotations

from typing import Any

from members.models import Chamber, Member


def values(member: Member | None, chamber: Chamber | None = None) -> dict[str, Any]:
    """Return an issue's columns for this member, or for this chamber alone, as a dict of column to
    value.

    All are empty if neither is given.
    """
    if member is not None:
        chamber = member.chamber
    return {
        "member": member,
        "chamber": chamber,
        "label": str(member or chamber or "")[:300],
        "member_slugs": [member.slug] if member else [],
        "chamber_slugs": [chamber.slug] if chamber else [],
    }


def of_deleted_member(slug: str) -> dict[str, Any]:
    """Return the columns for an issue about a deleted member, found in the history by slug.

    All are empty if no member ever had that slug: anybody can write a link.
    """
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
