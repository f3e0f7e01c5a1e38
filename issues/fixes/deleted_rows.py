"""What issues still say of rows that were deleted: issues about somebody who is gone, and fixes
that would change nothing any more."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Model, Q

from issues import triage
from issues.findings.edits import Row
from issues.findings.finding import fixes_hash
from issues.fixes import execution, proposals
from issues.fixes.execution import FixRefused
from issues.models import Issue
from issues.models.choices import ACTIVE, Origin
from members.chunks import chunks
from members.models import Member

#: The model of a deleted row, the key that it had and, of a member, the slug.
Deleted = tuple[type[Model], int, str]
Keys = frozenset[tuple[type[Model], int]]


def deleted(row: Row) -> Deleted:
    """Return what is remembered of a row that is being deleted, and has its key still."""
    return type(row), row.pk, row.slug if isinstance(row, Member) else ""


def said_of(rows: Collection[Deleted]) -> set[int]:
    """Return the keys of the checks' issues that wait, and are about deleted members or would
    change deleted rows."""
    slugs = {slug for _, _, slug in rows if slug}
    waiting = Issue.objects.active().filter(origin=Origin.CHECK)
    about = (
        {
            pk
            for pk, named in waiting.values_list("pk", "member_slugs")
            if not slugs.isdisjoint(named)
        }
        if slugs
        else set()
    )
    gone = _keys(rows)
    return about | {
        pk
        for pk, offered in waiting.exclude(fixes=[]).values_list("pk", "fixes")
        if _any_of(gone, offered)
    }


def withdraw(rows: Collection[Deleted]) -> None:
    """Take the fixes that refer to deleted rows off all issues that may still offer them: a
    person's may be opened again.

    What a reporter proposes for a member who is still there is made a fix anew.
    """
    gone = _keys(rows)
    offered = Issue.objects.exclude(fixes=[]).filter(Q(status__in=ACTIVE) | ~Q(origin=Origin.CHECK))
    keys = [pk for pk, stored in offered.values_list("pk", "fixes") if _any_of(gone, stored)]
    for part in chunks(keys):
        found = list(Issue.objects.filter(pk__in=part).select_related("member"))
        left = {issue.pk: _left(issue, gone) for issue in found}
        triage.withdrawn(
            found,
            {
                pk: {"fixes": stored, "fixes_hash": fixes_hash(stored)}
                for pk, stored in left.items()
            },
        )


def _left(issue: Issue, gone: Keys) -> list[dict[str, Any]]:
    if issue.origin != Origin.CHECK and issue.member:
        return proposals.stored(issue.member, issue.field, issue.proposed)
    return [fix for fix in issue.fixes if not _any_of(gone, [fix])]


def _keys(rows: Collection[Deleted]) -> Keys:
    return frozenset((model, pk) for model, pk, _ in rows)


def _any_of(gone: Keys, stored: Iterable[Mapping[str, Any]]) -> bool:
    """True if one of these stored fixes names one of those rows."""
    return any(not gone.isdisjoint(_named(fix)) for fix in stored)


def _named(stored: Mapping[str, Any]) -> Iterator[tuple[type[Model], int]]:
    try:
        yield from execution.refers_to(execution.read(stored))
    except FixRefused:  # one of a form that was understood once is not offered
        return
