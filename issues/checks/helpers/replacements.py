"""What a fix writes in place of a detail."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from typing import Any

from issues.findings import Edit, change, create, delete
from members.models import Detail


def instead(row: Detail, siblings: Iterable[Detail], *values: dict[str, Any]) -> tuple[Edit, ...]:
    """The edits that put these right details in place of a wrong one.

    Each of `values` says which columns differ from the wrong row's. The first becomes the row, the
    others new rows. What one of the `siblings`, the member's details of that sort, says already is
    left out; where nothing is left, the row goes.
    """
    said = {_said(one) for one in siblings if one.pk != row.pk}
    wanted: list[dict[str, Any]] = []
    for columns in values:
        given = {name: value for name, value in columns.items() if getattr(row, name) != value}
        made = copy(row)
        for name, value in columns.items():
            setattr(made, name, value)
        made.normalise()
        if _said(made) not in said:
            said.add(_said(made))
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


def _said(row: Detail) -> tuple[str, str]:
    return getattr(row, "field", ""), getattr(row, "normalised", "") or str(row)
