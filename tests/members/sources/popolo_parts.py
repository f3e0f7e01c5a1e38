"""A small Popolo document, and helpers that read it."""

from __future__ import annotations

import json
from typing import Any

HOUSE = {"id": "house", "name": "The House", "classification": "legislature"}
REDS = {"id": "reds", "name": "The Reds", "classification": "party"}
ADA = {"id": "ada", "name": "Ada Quill"}


def document(
    *memberships: dict[str, Any],
    persons: Any = (ADA,),
    organizations: Any = (HOUSE, REDS),
    **more: Any,
) -> bytes:
    whole = {"persons": persons, "organizations": organizations, "memberships": memberships, **more}
    return json.dumps(whole, indent=1).encode()


def seat(**values: Any) -> dict[str, Any]:
    return {"person_id": "ada", "organization_id": "house", **values}
