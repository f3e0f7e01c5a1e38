"""Fixes of open reports, built again from the present data of a member.

Others may edit the member while a report is open.
"""

from __future__ import annotations

from typing import Any

from issues import triage
from issues.findings.finding import fixes_hash
from issues.fixes import proposals
from issues.models import Issue, subject
from issues.models.choices import ACTIVE, Origin
from issues.triage import Actor
from members.models import Member


def read(issue: Issue, store: bool) -> Issue:
    """Return the issue with the fixes that its proposal leads to now.

    An active report also gets its member back if a member with its slug exists again. With `store`
    the changes are saved; if somebody else saved the issue first, their version is returned.
    """
    changes = _changes(issue)
    if not changes:
        return issue
    if store:
        triage.update([issue], Actor(), {issue.pk: changes})
        return Issue.objects.select_related("member__chamber", "chamber", "assignee", "run").get(
            pk=issue.pk
        )
    for name, value in changes.items():
        setattr(issue, name, value)
    return issue


def _changes(issue: Issue) -> dict[str, Any]:
    if issue.origin != Origin.PUBLIC or issue.status not in ACTIVE:
        return {}
    member = (
        issue.member
        or Member.objects.select_related("chamber").filter(slug__in=issue.member_slugs).first()
    )
    changes = subject.values(member) if member != issue.member else {}
    if issue.proposed.strip():
        fixes = proposals.stored_fixes(member, issue.field, issue.proposed)
        changes |= (
            {"fixes": fixes, "fixes_hash": fixes_hash(fixes)}
            if fixes_hash(fixes) != fixes_hash(issue.fixes)
            else {}
        )
    return changes
