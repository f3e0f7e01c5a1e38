"""Helpers for the tests of the members' admin."""

from __future__ import annotations

from typing import Any

from django.test import Client

from members.member_columns import TEXTS
from members.models import Member

MEMBERS = "/admin/members/member/"
INLINES = ("emails", "phones", "addresses", "links", "identifiers")


def form(of: Member, **changes: Any) -> dict[str, Any]:
    """Return the fields that a member's page posts, as shown there except for `changes`."""
    values: dict[str, Any] = {
        **{column: getattr(of, column) for column in TEXTS},
        "chamber": of.chamber_id or "",
        "electorate": of.electorate_id or "",
        "party": of.party_id or "",
        "started_on": of.started_on or "",
        "ended_on": of.ended_on or "",
        "seen": str(Member.objects.get(pk=of.pk).version) if of.pk else "",
    }
    for prefix in INLINES:
        rows: list[Any] = list(getattr(of, prefix).all()) if of.pk else []
        values |= {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": len(rows)}
        for number, row in enumerate(rows):
            for field in row._meta.fields:
                if field.editable and field.value_from_object(row) is not None:
                    values[f"{prefix}-{number}-{field.name}"] = field.value_from_object(row)
    return {**values, **changes}


def save(client: Client, of: Member, **changes: Any) -> None:
    response = client.post(f"{MEMBERS}{of.pk}/change/", form(of, **changes))
    assert response.status_code == 302, response.context["errors"]


def refused(client: Client, posted: dict[str, Any], of: Member | None = None) -> str:
    """Post a form that is not saved, and return the page that comes back."""
    response = client.post(f"{MEMBERS}{of.pk}/change/" if of else f"{MEMBERS}add/", posted)
    assert response.status_code == 200
    return response.content.decode()
