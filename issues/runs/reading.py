"""The first step of storing an outcome: a check reads the data, with no transaction open.

`issues/runs/decision.py` compares what it found with the stored issues, and
`issues/runs/storage.py` writes the difference.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Q

from issues.findings.finding import Finding
from issues.findings.registry import Check
from issues.findings.scope import Scope
from issues.models import Issue
from issues.models.choices import ACTIVE, Origin
from issues.models.querysets import IssueQuerySet
from issues.runs import coverage
from issues.runs.causes import Causes
from issues.runs.coverage import NONE, Coverage
from issues.runs.plan import StoredIssue
from members.chunks import chunks
from members.models import Member

#: A member's key and version: one deleted and added again under the same slug is not the member
#: that was read.
Version = tuple[int, int]


@dataclass(frozen=True)
class Reading:
    """The findings of a check, and the state of everything that they rest on from before the check
    looked.

    `findings` are by fingerprint. `stored` are the check's issues by fingerprint, and `versions`
    the versions of the members of active issues by slug. `coverage` is what was looked at. `parts`
    maps the fingerprint of each finding that a wider check reports to that check's name.
    `redaction` is the newest redaction from before all that.
    """

    findings: Mapping[str, Finding]
    stored: Mapping[str, StoredIssue]
    versions: Mapping[str, Version]
    coverage: Coverage = NONE
    parts: Mapping[str, str] = field(default_factory=dict)
    redaction: str = ""


def read(check: Check, scope: Scope, wider: Causes | None = None) -> Reading:
    """Let a check read the data in a scope, with no transaction open.

    `wider` keeps the findings of wider checks for one run. Without it, the wider checks are read
    anew. Raises what the check raises.
    """
    wider = wider or Causes(scope)
    stored = stored_issues(check, scope)
    versions = versions_of(
        slug for issue in stored.values() if issue.status in ACTIVE for slug in issue.members
    )
    covered = coverage.of(check, scope)
    found = {finding.fingerprint(check.name): finding for finding in wider.findings(check)}
    parts = {
        fingerprint: name
        for fingerprint, finding in found.items()
        if (name := wider.wider_check(check, finding))
    }
    findings = {
        fingerprint: finding for fingerprint, finding in found.items() if fingerprint not in parts
    }
    return Reading(
        findings, with_found(stored, check, findings), versions, covered, parts, wider.redaction
    )


def stored_issues(check: Check, scope: Scope) -> dict[str, StoredIssue]:
    """Return the stored issues of a check in that scope, by fingerprint."""
    issues = _of_check(check)
    return _by_fingerprint(issues.filter(_about(scope.only)) if scope.only else issues)


def with_found(
    stored: Mapping[str, StoredIssue], check: Check, fingerprints: Collection[str]
) -> dict[str, StoredIssue]:
    """Add the stored issues of these fingerprints, which the scope alone may miss.

    A fingerprint exists only once, whichever member it is about.
    """
    absent = sorted(set(fingerprints).difference(stored))
    found = dict(stored)
    for part in chunks(absent):
        found.update(_by_fingerprint(_of_check(check).filter(fingerprint__in=part)))
    return found


def versions_of(slugs: Iterable[str]) -> dict[str, Version]:
    """Return the key and version of each member, by slug. A member that was deleted is absent."""
    versions: dict[str, Version] = {}
    for part in chunks(sorted(set(slugs))):
        members = Member.objects.filter(slug__in=part)
        versions.update(
            (slug, (pk, version))
            for slug, pk, version in members.values_list("slug", "pk", "version")
        )
    return versions


def _of_check(check: Check) -> IssueQuerySet[Issue]:
    return Issue.objects.filter(origin=Origin.CHECK, check_name=check.name).exclude(fingerprint="")


def _by_fingerprint(issues: IssueQuerySet[Issue]) -> dict[str, StoredIssue]:
    columns = (
        "pk",
        "revision",
        "status",
        "evidence_hash",
        "fixes_hash",
        "severity",
        "member",
        "snoozed_until",
        "dismissed_until",
        "chamber__slug",
        "member_slugs",
        "chamber_slugs",
        "source_slugs",
    )
    return {
        fingerprint: StoredIssue(*values)
        for fingerprint, *values in issues.values_list("fingerprint", *columns)
    }


def _about(slugs: Collection[str]) -> Q:
    """Build the condition for issues about one of these members alone, or about a deleted member
    who had such a slug.
    """
    deleted = Q(*(Q(member_slugs=[slug]) for slug in sorted(slugs)), _connector=Q.OR)
    return Q(member__slug__in=slugs) | (Q(member=None) & deleted)
