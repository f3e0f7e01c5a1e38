"""The edits that a fix makes to replace a detail."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from issues.findings import Edit, MemberRow, change, create, delete
from members.models import Link, Phone
from members.rows.details import DetailRow, LinkRow, PhoneRow
from members.rows.typed import changed

_MODELS: dict[type[DetailRow], type[Link | Phone]] = {LinkRow: Link, PhoneRow: Phone}


def replacing_edits(
    member: MemberRow, row: DetailRow, siblings: Iterable[DetailRow], *values: dict[str, Any]
) -> tuple[Edit, ...]:
    """Return the edits that replace a wrong detail of a member by the right ones.

    Each of `values` maps columns to the values that differ from the wrong row. The first changes
    the row, the others create new rows. `siblings` are the member's details of that kind. A value
    that one of them has already is left out. If nothing is left, the row is deleted.
    """
    listed = {_identity(one) for one in siblings if one.pk != row.pk}
    wanted: list[dict[str, Any]] = []
    for columns in values:
        given = {name: value for name, value in columns.items() if getattr(row, name) != value}
        identity = _identity(changed(row, member.chamber.country, **columns))
        if identity not in listed:
            listed.add(identity)
            wanted.append(columns if wanted else given)
    if not wanted:
        return (delete(row),)
    same = {"member_id": row.member_id, "kind": getattr(row, "kind", ""), **_medium(row)}
    return (
        change(row, **wanted[0]),
        *(create(_MODELS[type(row)], **{**same, **columns}) for columns in wanted[1:]),
    )


def _medium(row: DetailRow) -> dict[str, Any]:
    return {"medium": row.medium} if isinstance(row, PhoneRow) else {}


def _identity(row: DetailRow) -> tuple[str, str]:
    return row.field, getattr(row, "normalised", "") or str(row)
