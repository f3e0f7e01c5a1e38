"""Applying and undoing fixes of many issues: which are possible, and why others are left alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from issues.findings.finding import Fix
from issues.fixes import applying, stored_fixes
from issues.fixes.outdated import outdated_by
from issues.fixes.validation import FixRefused
from issues.models import AppliedFix, Issue
from issues.models.choices import ACTIVE
from members.chunks import chunks

if TYPE_CHECKING:
    from django.contrib.auth.models import User

#: The key, in the context of the evidence, of the reason why a person must choose a fix.
CHOOSE = "choose"


@dataclass(frozen=True)
class Planned:
    """The plan for one issue: the fix with its label, or None with the reason in `why`."""

    issue: Issue
    fix: Fix | None = None
    label: str = ""
    why: str = ""


@dataclass(frozen=True)
class FixAction:
    """Applying or undoing fixes in bulk.

    `plan` decides what would be done with each issue, in order. `do` does it with one issue, at the
    revision that was shown.
    """

    name: str
    label: str
    done: str
    plan: Callable[[Iterable[Issue]], list[Planned]]
    do: Callable[[Issue, User], AppliedFix]


def _to_apply(issues: Iterable[Issue]) -> list[Planned]:
    """Plan the first fix of each issue from an official list, unless a person must choose, and the
    only fix of any other issue."""
    issues = list(issues)
    outdated = outdated_by(issues)
    return [_plan_to_apply(issue, outdated.get(issue.pk, "")) for issue in issues]


def _plan_to_apply(issue: Issue, outdated: str) -> Planned:
    if issue.status not in ACTIVE:
        return Planned(issue, why=f"it is {issue.get_status_display()}")
    if len(issue.fixes) > 1 and not issue.source_slugs:
        return Planned(issue, why="it has several fixes to choose from")
    if choice := issue.evidence.get("context", {}).get(CHOOSE):
        return Planned(issue, why=choice)
    if outdated:
        return Planned(issue, why=outdated)
    try:
        fix = stored_fixes.read(issue.fixes[0]) if issue.fixes else None
    except FixRefused:
        fix = None
    return Planned(issue, fix, fix.label) if fix else Planned(issue, why="it has no fix")


def _to_undo(issues: Iterable[Issue]) -> list[Planned]:
    """Plan undoing the fixes, the last one applied first, as it may need the earlier ones."""
    issues = list(issues)
    last = {applied.issue_id: applied for applied in _in_effect(issues)}
    issues.sort(key=lambda issue: -last[issue.pk].pk if issue.pk in last else 0)
    return [_plan_to_undo(issue, last.get(issue.pk)) for issue in issues]


def _plan_to_undo(issue: Issue, applied: AppliedFix | None) -> Planned:
    if applied is None:
        return Planned(issue, why="it has no fix in effect")
    try:
        return Planned(issue, stored_fixes.read(applied.inverse), applied.label)
    except FixRefused as why:
        return Planned(issue, why=str(why))


def _in_effect(issues: list[Issue]) -> Iterator[AppliedFix]:
    """Yield the fixes of these issues that are in effect, the last one applied to an issue last."""
    for part in chunks(issues):
        yield from AppliedFix.objects.filter(issue__in=part, undone_at=None).order_by("pk")


def _undo(issue: Issue, user: User) -> AppliedFix:
    applied = issue.applied_fixes.filter(undone_at=None).order_by("pk").last()
    if applied is None:
        raise FixRefused("It no longer has a fix in effect.")
    applying.undo(applied, user, issue.revision)
    return applied


FIX_ACTIONS = {
    action.name: action
    for action in (
        FixAction(
            "fix",
            "Apply the fix",
            "Fix applied",
            _to_apply,
            lambda issue, user: applying.apply(issue, 0, user),
        ),
        FixAction("undo", "Undo the fix", "Fix undone", _to_undo, _undo),
    )
}
