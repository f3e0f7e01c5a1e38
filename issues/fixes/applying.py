"""Fixes of issues, applied and undone: the edit, the event and what it means for the issue,
together or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from issues import triage
from issues.fixes import execution, recheck
from issues.fixes.execution import FixRefused
from issues.models import AppliedFix, Issue, IssueEvent
from issues.models.choices import ACTIVE, DismissalReason, Origin, Status
from issues.triage import Actor
from members.history.change_reasons import from_source

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.db.models import Model

STALE = "Somebody changed this issue meanwhile. Look at its new state, and decide again."


def apply(issue: Issue, number: int, user: User, also: Iterable[Issue] = ()) -> AppliedFix:
    """Put the fix of that number (from 0) of an issue into effect, as long as the issue is of the
    revision given.

    A check's issue is resolved when the check is quiet after it, a report at once, and so is what
    of `also` is active and of its revision. Where official lists do not agree, to follow one is to
    dismiss what the others say. Raises Refused with the reason; then nothing was written.
    """
    actor = Actor(user=user)
    with recheck.once(), transaction.atomic():
        # All at once, in the order of their keys, as everybody locks issues: two who want each
        # other's would wait for ever.
        held = {
            each.pk: each
            for each in triage.locked({each.pk: each.revision for each in (*also, issue)}, ACTIVE)
        }
        fresh = held.pop(issue.pk, None)
        if fresh is None:
            raise FixRefused(STALE)
        if number >= len(fresh.fixes):
            raise FixRefused("This fix is not offered any more.")
        fix = execution.read(fresh.fixes[number])
        inverse = execution.execute(fix, user, _reason(fresh, fix.label))
        (fresh,) = triage.fixed(fresh, actor, fix.label)
        applied = AppliedFix.objects.create(
            issue=fresh, label=fix.label, done=asdict(fix), inverse=asdict(inverse), applied_by=user
        )
        if settled := _decides(fresh, number):
            reason = DismissalReason.SOURCE_WRONG
            triage.dismiss(
                [fresh],
                actor,
                reason,
                note=_put_right(applied),
                evidence={fresh.pk: {"evidence_hash": settled}},
            )
        closed = [fresh] if fresh.origin != Origin.CHECK else []
        triage.resolve([*closed, *held.values()], actor, _put_right(applied))
        _look_again(fresh)
    return applied


def undo(applied: AppliedFix, user: User, seen: int | None = None) -> None:
    """Take an applied fix back, and open the reports that were closed with it. `seen` is the
    revision that its issue must have, if given.

    Raises Refused with the reason; then nothing was written.
    """
    actor = Actor(user=user)
    with recheck.once(), transaction.atomic():
        keys = {applied.issue_id, *_closed_by(applied)}
        held = {
            each.pk: each
            for each in Issue.objects.select_for_update().filter(pk__in=keys).order_by("pk")
        }
        fresh = AppliedFix.objects.select_for_update().get(pk=applied.pk)
        if fresh.undone_at:
            raise FixRefused("This fix was undone already.")
        if seen is not None and held[fresh.issue_id].revision != seen:
            raise FixRefused(STALE)
        reason = f"Undone, issue {fresh.issue_id}: {fresh.label}"
        execution.execute(
            execution.read(fresh.inverse),
            user,
            reason,
            back=True,
            kept=_needed_to_undo_others(fresh),
        )
        fresh.undone_at, fresh.undone_by = timezone.now(), user
        fresh.save(update_fields=["undone_at", "undone_by"])
        (held[fresh.issue_id],) = triage.unfixed(held[fresh.issue_id], actor, fresh.label)
        # What a check found it finds again, if it is so.
        closed = [
            each
            for each in held.values()
            if each.origin != Origin.CHECK and each.status == Status.RESOLVED
        ]
        closed += [held[fresh.issue_id]] if _is_decided_by(fresh, held[fresh.issue_id]) else []
        triage.reopen(closed, actor, f"The fix of issue {fresh.issue_id} was undone.")
        _look_again(held[fresh.issue_id])


def copy_of(issue: Issue) -> str:
    """The key of the copy of an official list that an issue's fixes follow, "" if it follows none."""
    return str(issue.evidence.get("context", {}).get("copy", ""))


def _needed_to_undo_others(applied: AppliedFix) -> execution.Kept:
    """Return the rows that must stay so that each fix that was applied since can be taken back,
    with the words for it."""
    kept: dict[tuple[type[Model], int], str] = {}
    for later in AppliedFix.objects.filter(pk__gt=applied.pk, undone_at=None).order_by("pk"):
        try:
            rows = list(execution.needed_by(execution.read(later.inverse)))
        except FixRefused:  # one of a form that was understood once cannot be taken back
            continue
        kept |= dict.fromkeys(
            rows, f"the fix “{later.label}” of issue {later.issue_id}, which is to be undone first"
        )
    return kept


def _look_again(issue: Issue) -> None:
    """Look at the issue's member too: what was changed may be an electorate or a party, which is no
    edit of the member."""
    recheck.issue_soon(issue)
    if issue.member:
        recheck.soon(issue.member.slug)


def _reason(issue: Issue, label: str) -> str:
    if issue.source_slugs:
        return from_source(issue.source_slugs, copy_of(issue), label)
    return f"Fix of issue {issue.pk}: {label}"


def _put_right(applied: AppliedFix) -> str:
    return f"Put right by the fix of issue {applied.issue_id}: {applied.label}"


def _decides(issue: Issue, number: int) -> str:
    """Return the evidence hash under which the choice between lists that do not agree is kept, ""
    if this fix is no such choice."""
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
    """The issues that were resolved with it: what happened to them says so."""
    resolved = IssueEvent.objects.filter(
        verb=IssueEvent.Verb.RESOLVED, note=_put_right(applied), at__gte=applied.applied_at
    )
    return resolved.values_list("issue", flat=True)
