"""Fixes of issues, applied and undone: the edit, the event and what it means for the issue, together or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from issues import fixes, recheck, triage
from issues.fixes import Refused
from issues.models import AppliedFix, Issue
from issues.triage import Actor
from issues.vocabulary import ACTIVE, Origin

if TYPE_CHECKING:
    from django.contrib.auth.models import User

STALE = "Somebody changed this issue meanwhile. Look at its new state, and decide again."


def apply(issue: Issue, number: int, user: User, also: Iterable[Issue] = ()) -> AppliedFix:
    """Put the fix of that number (from 0) of an issue into effect, as long as the issue is of the revision given.

    A check's issue is resolved when the check is quiet after it, a report at once, and so is what of `also` is active.
    Raises Refused with the reason; then nothing was written.
    """
    actor = Actor(user=user)
    with recheck.once():
        with transaction.atomic():
            fresh = _locked(issue, ACTIVE)
            if number >= len(fresh.fixes):
                raise Refused("This fix is not offered any more.")
            fix = fixes.read(fresh.fixes[number])
            inverse = fixes.execute(fix, user, f"Fix of issue {fresh.pk}: {fix.label}")
            (fresh,) = triage.fixed(fresh, actor, fix.label)
            applied = AppliedFix.objects.create(issue=fresh, label=fix.label, done=asdict(fix), inverse=asdict(inverse), applied_by=user)
            closed = [fresh] if fresh.origin != Origin.CHECK else []
            triage.resolve([*closed, *also], actor, f"Put right by the fix of issue {fresh.pk}: {fix.label}")
        recheck.issue(fresh)
    return applied


def undo(applied: AppliedFix, user: User) -> None:
    """Take an applied fix back. Raises Refused with the reason; then nothing was written."""
    actor = Actor(user=user)
    with recheck.once():
        with transaction.atomic():
            issue = Issue.objects.select_for_update().get(pk=applied.issue_id)
            fresh = AppliedFix.objects.select_for_update().get(pk=applied.pk)
            if fresh.undone_at:
                raise Refused("This fix was undone already.")
            fixes.execute(fixes.read(fresh.inverse), user, f"Undone, issue {issue.pk}: {fresh.label}", back=True)
            fresh.undone_at, fresh.undone_by = timezone.now(), user
            fresh.save(update_fields=["undone_at", "undone_by"])
            (issue,) = triage.unfixed(issue, actor, fresh.label)
            if issue.origin != Origin.CHECK:
                triage.reopen([issue], actor, "Its fix was undone.")
        recheck.issue(issue)


def _locked(issue: Issue, allowed: Iterable[int]) -> Issue:
    found = triage.locked({issue.pk: issue.revision}, tuple(allowed))
    if not found:
        raise Refused(STALE)
    return found[0]
