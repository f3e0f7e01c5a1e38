"""What a report proposes, read anew against what is listed now: others edit the member while it
waits."""

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
    """The issue as it is to be shown: a report that waits with the fixes that its proposal means
    now, and with its member, if one of the same slug is there again. What differs is stored too, if
    asked; when somebody else was faster, theirs is shown."""
    differs = _differs(issue)
    if not differs:
        return issue
    if store:
        triage.updated([issue], Actor(), {issue.pk: differs})
        return Issue.objects.select_related("member__chamber", "chamber", "assignee", "run").get(
            pk=issue.pk
        )
    for name, value in differs.items():
        setattr(issue, name, value)
    return issue


def _differs(issue: Issue) -> dict[str, Any]:
    if issue.origin != Origin.PUBLIC or issue.status not in ACTIVE:
        return {}
    member = (
        issue.member
        or Member.objects.select_related("chamber").filter(slug__in=issue.member_slugs).first()
    )
    differs = subject.values(member) if member != issue.member else {}
    if issue.proposed.strip():
        fixes = proposals.stored(member, issue.field, issue.proposed)
        differs |= (
            {"fixes": fixes, "fixes_hash": fixes_hash(fixes)}
            if fixes_hash(fixes) != fixes_hash(issue.fixes)
            else {}
        )
    return differs
