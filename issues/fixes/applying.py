"""Applying and undoing the fixes of issues.

The edit, the event and the issue's new status are stored in one transaction.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from issues import triage
from issues.fixes import execution, recheck, stored_fixes
from issues.fixes.validation import FixRefused
from issues.models import AppliedFix, Issue, IssueEvent
from issues.models.choices import ACTIVE, DismissalReason, Origin, Status
from issues.triage import Actor
from members.history.change_reasons import from_source

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.db.models import Model

STALE = "Somebody else changed this issue in the meantime. Look at its new state and decide again."


def apply(issue: Issue, number: int, user: User, also: Iterable[Issue] = ()) -> AppliedFix:
    """Apply one fix of an issue (`number` counts from 0) and resolve what it settles.

    A check's issue is resolved once the check no longer finds it. A report is resolved at once, and
    so are the issues in `also` that are active and unchanged since they were loaded. Where official
    lists disagree, following one of them dismisses the issue. Raises FixRefused with the reason if
    the fix cannot be applied or the issue has changed since it was loaded. Nothing is written then.
    """
    actor = Actor(user=user)
    with recheck.postponed(), transaction.atomic():
        # All at once and in the order of their keys, as everywhere that locks issues. Two processes
        # that each hold what the other wants would wait for ever.
        locked = {
            each.pk: each
            for each in triage.locked({each.pk: each.revision for each in (*also, issue)}, ACTIVE)
        }
        fresh = locked.pop(issue.pk, None)
        if fresh is None:
            raise FixRefused(STALE)
        if number >= len(fresh.fixes):
            raise FixRefused("This fix is no longer offered.")
        fix = stored_fixes.read(fresh.fixes[number])
        inverse = execution.execute(fix, user, _reason(fresh, fix.label))
        (fresh,) = triage.record_fix(fresh, actor, fix.label)
        applied = AppliedFix.objects.create(
            issue=fresh, label=fix.label, done=asdict(fix), inverse=asdict(inverse), applied_by=user
        )
        if decision_hash := _decision_hash(fresh, number):
            reason = DismissalReason.SOURCE_WRONG
            triage.dismiss(
                [fresh],
                actor,
                reason,
                note=_put_right(applied),
                evidence={fresh.pk: {"evidence_hash": decision_hash}},
            )
        closed = [fresh] if fresh.origin != Origin.CHECK else []
        triage.resolve([*closed, *locked.values()], actor, _put_right(applied))
        _recheck(fresh)
    return applied


def undo(applied: AppliedFix, user: User, seen: int | None = None) -> None:
    """Undo an applied fix and reopen the reports that were closed with it.

    `seen` is the revision of the issue that the user looked at. Raises FixRefused with the reason
    if the fix cannot be undone or the issue has another revision by now. Nothing is written then.
    """
    actor = Actor(user=user)
    with recheck.postponed(), transaction.atomic():
        keys = {applied.issue_id, *_closed_by(applied)}
        locked = {
            each.pk: each
            for each in Issue.objects.select_for_update().filter(pk__in=keys).order_by("pk")
        }
        fresh = AppliedFix.objects.select_for_update().get(pk=applied.pk)
        if fresh.undone_at:
            raise FixRefused("This fix has already been undone.")
        if seen is not None and locked[fresh.issue_id].revision != seen:
            raise FixRefused(STALE)
        reason = f"Undone, issue {fresh.issue_id}: {fresh.label}"
        execution.execute(
            stored_fixes.read(fresh.inverse),
            user,
            reason,
            back=True,
            kept=_needed_to_undo_others(fresh),
        )
        fresh.undone_at, fresh.undone_by = timezone.now(), user
        fresh.save(update_fields=["undone_at", "undone_by"])
        (locked[fresh.issue_id],) = triage.record_undo(locked[fresh.issue_id], actor, fresh.label)
        # Issues of checks are left out: the check reopens them if it still finds them.
        closed = [
            each
            for each in locked.values()
            if each.origin != Origin.CHECK and each.status == Status.RESOLVED
        ]
        closed += [locked[fresh.issue_id]] if _is_decided_by(fresh, locked[fresh.issue_id]) else []
        triage.reopen(closed, actor, f"The fix of issue {fresh.issue_id} was undone.")
        _recheck(locked[fresh.issue_id])


def copy_of(issue: Issue) -> str:
    """Return the key of the snapshot that an issue's fixes follow, or "" if they follow none."""
    return str(issue.evidence.get("context", {}).get("copy", ""))


def _needed_to_undo_others(applied: AppliedFix) -> execution.Kept:
    """Return the rows that undoing a later fix still needs, with the words that name that fix."""
    kept: dict[tuple[type[Model], int], str] = {}
    for later in AppliedFix.objects.filter(pk__gt=applied.pk, undone_at=None).order_by("pk"):
        try:
            rows = list(stored_fixes.rows_needed(stored_fixes.read(later.inverse)))
        except FixRefused:  # stored in a format that is no longer supported, so it stays as it is
            continue
        kept |= dict.fromkeys(
            rows, f"the fix “{later.label}” of issue {later.issue_id}, which must be undone first"
        )
    return kept


def _recheck(issue: Issue) -> None:
    """Recheck the issue and its member.

    The fix may have changed an electorate or a party, which is not an edit of the member.
    """
    recheck.issue_soon(issue)
    if issue.member:
        recheck.member_soon(issue.member.slug)


def _reason(issue: Issue, label: str) -> str:
    if issue.source_slugs:
        return from_source(issue.source_slugs, copy_of(issue), label)
    return f"Fix of issue {issue.pk}: {label}"


def _put_right(applied: AppliedFix) -> str:
    # Stored with events, and compared with them when a fix is undone: changing it breaks that.
    return f"Put right by the fix of issue {applied.issue_id}: {applied.label}"


def _decision_hash(issue: Issue, number: int) -> str:
    """Return the evidence hash that records the choice between lists that disagree.

    "" if this fix is not such a choice.
    """
    return (
        str(issue.evidence.get("settled", "")) if number < issue.evidence.get("choices", 0) else ""
    )


def _is_decided_by(applied: AppliedFix, issue: Issue) -> bool:
    """True if the issue is dismissed because this fix followed one of the lists."""
    last = issue.events.filter(verb=IssueEvent.Verb.DISMISSED).last()
    return (
        issue.status == Status.DISMISSED and last is not None and last.note == _put_right(applied)
    )


def _closed_by(applied: AppliedFix) -> Iterable[int]:
    """Return the keys of the issues that were resolved with the fix, found by their events."""
    resolved = IssueEvent.objects.filter(
        verb=IssueEvent.Verb.RESOLVED, note=_put_right(applied), at__gte=applied.applied_at
    )
    return resolved.values_list("issue", flat=True)
