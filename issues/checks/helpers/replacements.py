"""The edits that a fix makes to replace a detail."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from typing import Any

from issues.findings import Edit, change, create, delete
from members.models import Detail


def replacing_edits(
    row: Detail, siblings: Iterable[Detail], *values: dict[str, Any]
) -> tuple[Edit, ...]:
    """Return the edits that replace a wrong detail by the right ones.

    Each of `values` maps columns to the values that differ from the wrong row. The first changes
    the row, the others create new rows. `siblings` are the member's details of that kind. A value
    that one of them has already is left out. If nothing is left, the row is deleted.
    """
    listed = {_identity(one) for one in siblings if one.pk != row.pk}
    wanted: list[dict[str, Any]] = []
    for columns in values:
        given = {name: value for name, value in columns.items() if getattr(row, name) != value}
        made = copy(row)
        for name, value in columns.items():
            setattr(made, name, value)
        made.normalise()
        if _identity(made) not in listed:
            listed.add(_identity(made))
            wanted.append(columns if wanted else given)
    if not wanted:
        return (delete(row),)
    same = {"member_id": row.member_id, "kind": getattr(row, "kind", ""), **_medium(row)}
    return (
        change(row, **wanted[0]),
        *(create(type(row), **{**same, **columns}) for columns in wanted[1:]),
    )


def _medium(row: Detail) -> dict[str, Any]:
    return {"medium": row.medium} if hasattr(row, "medium") else {}


def _identity(row: Detail) -> tuple[str, str]:
    return getattr(row, "field", ""), getattr(row, "normalised", "") or str(row)
