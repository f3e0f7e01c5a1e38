"""The first step of storing an outcome: a check reads the data, with no transaction open.

`issues/runs/decision.py` compares what it found with the stored issues, and
`issues/runs/storage.py` writes the difference.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q

from issues.findings.finding import Finding
from issues.findings.registry import Check
from issues.findings.scope import Scope
from issues.models import IssueEvent
from issues.runs import coverage, moments
from issues.runs.causes import Causes
from issues.runs.coverage import NONE, Coverage
from issues.runs.moments import Moment, Version
from issues.runs.plan import StoredIssue


@dataclass(frozen=True)
class Reading:
    """The findings of a check, and the state of everything that they rest on from before the check
    looked.

    - `findings`: by fingerprint
    - `stored`: the check's active issues by fingerprint, and the closed ones that were found again
    - `versions`: the versions of the members concerned by slug, as far as any check has active
      issues about them
    - `coverage`: what was looked at
    - `parts`: the fingerprint of each finding that a wider check reports, with that check's name
    - `redaction`: the newest redaction from before all that
    """

    findings: Mapping[str, Finding]
    stored: Mapping[str, StoredIssue]
    versions: Mapping[str, Version]
    coverage: Coverage = NONE
    parts: Mapping[str, str] = field(default_factory=dict)
    redaction: str = ""


def read(
    check: Check, scope: Scope, wider: Causes | None = None, earlier: Moment | None = None
) -> Reading:
    """Let a check read the data in a scope, with no transaction open.

    `wider` keeps the findings of wider checks for one run. Without it, the wider checks are read
    anew. `earlier` is what was asked for before a survey of many checks. Raises what the check
    raises.
    """
    wider = wider or Causes(scope)
    if earlier is None or check.name not in earlier.active:
        earlier = moments.before([check], scope)
    findings = wider.findings(check)
    covered = (earlier.coverage or coverage.of(scope)).readable if check.official else NONE
    parts = {
        fingerprint: name
        for fingerprint, finding in findings.items()
        if (name := wider.wider_check(check, finding))
    }
    if parts:
        findings = {key: finding for key, finding in findings.items() if key not in parts}
    active = earlier.active[check.name]
    events = IssueEvent.objects.filter(issue=OuterRef("pk"), pk__gt=earlier.event)
    untouched = Q(~Exists(events), pk__lte=earlier.issue)
    # Without any issue at the beginning, a closed one has come since.
    stored = moments.with_found(active, check, findings, untouched) if earlier.issue else active
    concerned = {slug for issue in active.values() for slug in issue.members}
    for finding in findings.values():
        concerned.update(member.slug for member in finding.concerned)
    versions = {slug: earlier.versions[slug] for slug in concerned & earlier.versions.keys()}
    return Reading(findings, stored, versions, covered, parts, wider.redaction)
