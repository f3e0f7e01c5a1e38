"""The second step of storing an outcome: what a check found becomes a plan of changes.

`issues/runs/reading.py` is the step before, `issues/runs/storage.py` the one after.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import chain

from issues.findings.finding import Finding
from issues.findings.registry import Check
from issues.findings.scope import Scope
from issues.models import Issue, Redaction
from issues.models.choices import ACTIVE, PART_OF, Origin, Status
from issues.runs.coverage import Coverage
from issues.runs.moments import Moment, active_issues, versions_of, with_found
from issues.runs.plan import Kind, Plan, StoredIssue
from issues.runs.reading import Reading
from members.chunks import chunks

SNOOZE_ENDED = "The snooze ended."
NOT_FOUND = "The check no longer finds it."
SOURCE_GONE = "The source is no longer used."


class RedactedMeanwhile(Exception):
    """A value was redacted after the check read. What it read may contain that value, and must not
    be stored.
    """


def decide(check: Check, scope: Scope, reading: Reading, at: Moment | None = None) -> Plan:
    """Compare what a check found with its issues as they are now, or as they were at a moment after
    it had looked, and return the plan of changes. Writes nothing.

    | finding | the issue now | change |
    |---|---|---|
    | found | touched, or a member changed, since the check began to read | none |
    | found | any; its lists are no longer used | none |
    | found | none or closed; staff dismissed the same claims in another issue | none |
    | found | none | opened |
    | found | resolved | reopened |
    | found | snoozed until today or before | reopened |
    | found | dismissed, with other evidence or until today or before | reopened |
    | found | dismissed otherwise | none |
    | found | active | updated if evidence, fixes, severity, member or lists differ |
    | not found | closed, or outside the scope | none |
    | not found | touched, or a member changed, since the check began to read | none |
    | not found | active; a wider check reports it | closed |
    | not found | active; it rests on no official list | resolved |
    | not found | active; its lists are no longer used | closed |
    | not found | active; each of its lists in use was read and is in force | resolved |
    | not found | active; a list was not read, or has another copy since | none |

    An issue is active if it is open, in progress or snoozed. Raises RedactedMeanwhile if a value
    was redacted since the check read.
    """
    if reading.redaction != (at.redaction if at else Redaction.newest()):
        raise RedactedMeanwhile("A value was redacted while this check read. It has to look again.")
    active = at.active[check.name] if at else active_issues(check, scope)
    if at and at.found is not None:
        now: Mapping[str, StoredIssue] = {**active, **at.found[check.name]}
    else:
        now = with_found(active, check, reading.findings)
    changed = _changed_members(reading, at)
    dismissed = _dismissed_between_lists(reading.findings.values(), scope.today)
    plan = Plan(
        check,
        _still_in_force(reading, at) if check.official else reading.coverage,
        findings=len(reading.findings),
    )
    for fingerprint, finding in reading.findings.items():
        issue = now.get(fingerprint)
        if (
            (finding.sources and plan.coverage.are_unused(finding.sources))
            or any(member.slug in changed for member in finding.concerned)
            or _touched(issue, reading.stored.get(fingerprint))
        ):
            plan.active += issue is not None and issue.status in ACTIVE
        elif finding.evidence_hash() in dismissed and (issue is None or issue.status not in ACTIVE):
            continue
        elif issue is None:
            plan.add(Kind.OPENED, finding=finding)
        elif why := _reason_to_reopen(issue, finding, scope.today):
            plan.add(Kind.REOPENED, issue, finding, why)
        elif issue.status in ACTIVE:
            plan.active += 1
            if _differs(check, issue, finding):
                plan.add(Kind.UPDATED, issue, finding)
    for fingerprint, issue in now.items():
        if (
            fingerprint in reading.findings
            or issue.status not in ACTIVE
            or not scope.includes(issue.chambers)
        ):
            continue
        if _touched(issue, reading.stored.get(fingerprint)) or not changed.isdisjoint(
            issue.members
        ):
            plan.active += 1
        elif fingerprint in reading.parts:
            plan.add(Kind.CLOSED, issue, why=f"{PART_OF}{reading.parts[fingerprint]}.")
        elif not check.official or not issue.sources:
            plan.add(Kind.RESOLVED, issue, why=NOT_FOUND)
        elif plan.coverage.are_unused(issue.sources):
            plan.add(Kind.CLOSED, issue, why=SOURCE_GONE)
        elif plan.coverage.includes_all(issue.sources):
            plan.add(Kind.RESOLVED, issue, why=NOT_FOUND)
        else:
            plan.active += 1
    plan.active += len(plan.changes_of(Kind.OPENED, Kind.REOPENED))
    return plan


def _reason_to_reopen(issue: StoredIssue, finding: Finding, today: date) -> str:
    if issue.status == Status.RESOLVED:
        return "The check finds it again."
    if issue.status == Status.SNOOZED and issue.snoozed_until and issue.snoozed_until <= today:
        return SNOOZE_ENDED
    if issue.status == Status.DISMISSED and issue.evidence_hash != finding.evidence_hash():
        return "The evidence is not the one that was dismissed."
    if (
        issue.status == Status.DISMISSED
        and issue.dismissed_until
        and issue.dismissed_until <= today
    ):
        return f"The dismissal ended on {issue.dismissed_until}."
    return ""


def _dismissed_between_lists(findings: Iterable[Finding], today: date) -> set[str]:
    """Return the evidence hashes of those findings with claims of several lists that staff have
    dismissed, under any check.

    A person whom one list has and another lacks is missing, departed or still listed, depending on
    what was decided.
    """
    hashes = sorted({finding.evidence_hash() for finding in findings if finding.evidence.claims})
    dismissed = Issue.objects.filter(origin=Origin.CHECK, status=Status.DISMISSED).exclude(
        dismissed_until__lte=today
    )
    return {
        evidence_hash
        for part in chunks(hashes)
        for evidence_hash in dismissed.filter(evidence_hash__in=part).values_list(
            "evidence_hash", flat=True
        )
    }


def _differs(check: Check, issue: StoredIssue, finding: Finding) -> bool:
    is_now = (
        finding.evidence_hash(),
        finding.fixes_hash(),
        check.severity,
        finding.member and finding.member.pk,
        finding.sources,
    )
    return (
        issue.evidence_hash,
        issue.fixes_hash,
        issue.severity,
        issue.member,
        issue.sources,
    ) != is_now


def _touched(now: StoredIssue | None, before: StoredIssue | None) -> bool:
    """True if somebody changed, stored or deleted this issue since the check began to read."""
    return (now and (now.pk, now.revision)) != (before and (before.pk, before.revision))


def _still_in_force(reading: Reading, at: Moment | None) -> Coverage:
    if at and at.coverage:
        return reading.coverage.within(at.coverage)
    return reading.coverage.still_in_force()


def _changed_members(reading: Reading, at: Moment | None) -> set[str]:
    """Return the slugs of the members concerned that were written since they were read."""
    found = (
        (member.slug, (member.pk, member.version))
        for finding in reading.findings.values()
        for member in finding.concerned
    )
    changed: set[str] = set()
    for read in chunks(chain(reading.versions.items(), found)):
        now = at.versions if at else versions_of(slug for slug, _ in read)
        changed.update(slug for slug, version in read if now.get(slug) != version)
    return changed
