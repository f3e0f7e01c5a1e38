"""What can be done with the fixes of many issues at once: which of them, and why not the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from issues.findings.finding import Fix
from issues.fixes import applying, execution
from issues.fixes.execution import FixRefused
from issues.fixes.outdated import overtaken
from issues.models import AppliedFix, Issue
from issues.models.choices import ACTIVE
from members.chunks import chunks

if TYPE_CHECKING:
    from django.contrib.auth.models import User

#: What the evidence of a finding calls the reason why a person must choose among its fixes.
CHOOSE = "choose"


@dataclass(frozen=True)
class Planned:
    """What would be done with an issue: the fix, or (None) why it is left alone. `label` is the
    fix's as people know it."""

    issue: Issue
    fix: Fix | None = None
    label: str = ""
    why: str = ""


@dataclass(frozen=True)
class FixAction:
    """`plan` says in which order what would be done, and `do` does it with one issue of the
    revision that was seen."""

    name: str
    label: str
    done: str
    plan: Callable[[Iterable[Issue]], list[Planned]]
    do: Callable[[Issue, User], AppliedFix]


def _to_apply(issues: Iterable[Issue]) -> list[Planned]:
    """Of an official list's issue, the first fix, unless a person must choose; of any other, the
    only one."""
    issues = list(issues)
    late = overtaken(issues)
    return [_first(issue, late.get(issue.pk, "")) for issue in issues]


def _first(issue: Issue, late: str) -> Planned:
    if issue.status not in ACTIVE:
        return Planned(issue, why=f"it is {issue.get_status_display()}")
    if len(issue.fixes) > 1 and not issue.source_slugs:
        return Planned(issue, why="it has several fixes to choose from")
    if choice := issue.evidence.get("context", {}).get(CHOOSE):
        return Planned(issue, why=choice)
    if late:
        return Planned(issue, why=late)
    try:
        fix = execution.read(issue.fixes[0]) if issue.fixes else None
    except FixRefused:
        fix = None
    return Planned(issue, fix, fix.label) if fix else Planned(issue, why="it has no fix")


def _to_undo(issues: Iterable[Issue]) -> list[Planned]:
    """What was applied last is taken back first: it may need what was applied before."""
    issues = list(issues)
    last = {applied.issue_id: applied for applied in _in_effect(issues)}
    issues.sort(key=lambda issue: -last[issue.pk].pk if issue.pk in last else 0)
    return [_back(issue, last.get(issue.pk)) for issue in issues]


def _back(issue: Issue, applied: AppliedFix | None) -> Planned:
    if applied is None:
        return Planned(issue, why="no fix of it is in effect")
    try:
        return Planned(issue, execution.read(applied.inverse), applied.label)
    except FixRefused as why:
        return Planned(issue, why=str(why))


def _in_effect(issues: list[Issue]) -> Iterator[AppliedFix]:
    """The fixes of these issues that are in effect, of each the last one last."""
    for part in chunks(issues):
        yield from AppliedFix.objects.filter(issue__in=part, undone_at=None).order_by("pk")


def _undo(issue: Issue, user: User) -> AppliedFix:
    applied = issue.applied_fixes.filter(undone_at=None).order_by("pk").last()
    if applied is None:
        raise FixRefused("No fix of it is in effect any more.")
    applying.undo(applied, user, issue.revision)
    return applied


VERBS = {
    verb.name: verb
    for verb in (
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
