"""Issues left behind by deleted rows: issues about a deleted member, and fixes of deleted rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Model, Q

from issues import triage
from issues.findings.edits import Row
from issues.findings.finding import fixes_hash
from issues.fixes import proposals, stored_fixes
from issues.fixes.validation import FixRefused
from issues.models import Issue
from issues.models.choices import ACTIVE, Origin
from members.chunks import chunks
from members.models import Member

#: The model of a deleted row, its former key, and its slug if it was a member (else "").
Deleted = tuple[type[Model], int, str]
Keys = frozenset[tuple[type[Model], int]]


def deleted(row: Row) -> Deleted:
    """Return what to remember of a row, before deleting it takes its key away."""
    return type(row), row.pk, row.slug if isinstance(row, Member) else ""


def issues_about(rows: Collection[Deleted]) -> set[int]:
    """Return the keys of checks' active issues that are about deleted members or would edit
    deleted rows."""
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
    keys = _keys(rows)
    return about | {
        pk
        for pk, offered in waiting.exclude(fixes=[]).values_list("pk", "fixes")
        if _refer_to(keys, offered)
    }


def withdraw(rows: Collection[Deleted]) -> None:
    """Remove the fixes that refer to deleted rows from all issues that may still offer them.

    Closed reports are included, as they may be reopened. If a report's member still exists, its
    fixes are built again from what the reporter proposed.
    """
    deleted_keys = _keys(rows)
    offered = Issue.objects.exclude(fixes=[]).filter(Q(status__in=ACTIVE) | ~Q(origin=Origin.CHECK))
    keys = [
        pk for pk, stored in offered.values_list("pk", "fixes") if _refer_to(deleted_keys, stored)
    ]
    for part in chunks(keys):
        found = list(Issue.objects.filter(pk__in=part).select_related("member"))
        remaining = {issue.pk: _remaining(issue, deleted_keys) for issue in found}
        triage.withdraw_fixes(
            found,
            {
                pk: {"fixes": stored, "fixes_hash": fixes_hash(stored)}
                for pk, stored in remaining.items()
            },
        )


def _remaining(issue: Issue, keys: Keys) -> list[dict[str, Any]]:
    if issue.origin != Origin.CHECK and issue.member:
        return proposals.stored_fixes(issue.member, issue.field, issue.proposed)
    return [fix for fix in issue.fixes if not _refer_to(keys, [fix])]


def _keys(rows: Collection[Deleted]) -> Keys:
    return frozenset((model, pk) for model, pk, _ in rows)


def _refer_to(keys: Keys, stored: Iterable[Mapping[str, Any]]) -> bool:
    """True if any of these stored fixes refers to any of those rows."""
    return any(not keys.isdisjoint(_references(fix)) for fix in stored)


def _references(stored: Mapping[str, Any]) -> Iterator[tuple[type[Model], int]]:
    try:
        yield from stored_fixes.rows_referred_to(stored_fixes.read(stored))
    except FixRefused:  # stored in a format that is no longer supported, so it is not offered
        return
