"""The narrower findings that a wider issue includes.

Its page shows them, because they are not stored as issues of their own.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from issues.findings.finding import Finding, Part
from issues.findings.registry import CHECKS, Check
from issues.findings.scope import Scope
from issues.models import Issue
from issues.runs import check_state
from issues.runs.causes import Causes
from issues.runs.survey import of_check
from members import fields
from members.chunks import chunks

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class IncludedFinding:
    """One narrower finding: its check, whom it is about, the field in words and the value."""

    check: Check
    about: str
    field: str
    value: str


@dataclass(frozen=True)
class IncludedFindings:
    """All narrower findings of an issue; `broken` contains the names of checks that broke."""

    findings: list[IncludedFinding]
    broken: list[str]


def find_included(issue: Issue) -> IncludedFindings:
    """Run the narrower checks now and return what this issue includes; nothing if it is closed."""
    included = IncludedFindings([], [])
    narrower = [each for each in check_state.enabled() if issue.check_name in each.part_of]
    if not (narrower and issue.is_active and issue.check_name in CHECKS):
        return included
    wider = Causes(Scope(timezone.localdate(), frozenset(issue.chamber_slugs)))
    asking = issue.check_name
    try:
        parts = _parts(issue, wider)
        for each in narrower if parts else ():
            asking = each.name
            included.findings.extend(
                _included(each, finding) for finding in _found(each, issue, wider, parts)
            )
    except Exception:  # whatever a check raises: as in a run, the page shows which one broke
        logger.exception("The check %s broke", asking)
        included.broken.append(asking)
    return included


def _parts(issue: Issue, wider: Causes) -> set[Part]:
    name = issue.check_name
    return {
        part
        for fingerprint, each in wider.findings(CHECKS[name]).items()
        if fingerprint == issue.fingerprint
        for part in each.parts
    }


def _found(narrower: Check, issue: Issue, wider: Causes, parts: set[Part]) -> Iterator[Finding]:
    """Yield what the check finds about the issue's members, or its chambers if it compares."""
    single = [Scope(wider.scope.today, only=frozenset(part)) for part in chunks(issue.member_slugs)]
    scopes = [wider.scope] if narrower.compares else single
    for scope in scopes:
        for finding in of_check(narrower, scope):
            if (
                not parts.isdisjoint(finding.parts)
                and wider.wider_check(narrower, finding) == issue.check_name
            ):
                yield finding


def _included(check: Check, finding: Finding) -> IncludedFinding:
    return IncludedFinding(
        check,
        finding.about,
        fields.label(finding.field) if finding.field else "",
        finding.evidence.observed,
    )
