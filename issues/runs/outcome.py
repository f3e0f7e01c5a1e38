"""What becomes of findings: the table of DESIGN, "Issues", as reading, deciding and storing.

`read` looks at the data, `decide` compares what was found with the issues there are, `store` writes
the difference. Longer than most, as its three steps are one table of cases, read row by row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from issues import triage
from issues.findings.finding import Finding
from issues.findings.registry import Check
from issues.findings.scope import Scope
from issues.models import Issue, Redaction
from issues.models.choices import ACTIVE, PART_OF, Origin, Status
from issues.models.querysets import IssueQuerySet
from issues.runs import coverage
from issues.runs.causes import Causes
from issues.runs.coverage import NONE, Coverage
from issues.runs.plan import Counts, Kind, Plan, StoredIssue
from issues.triage import Actor
from members.chunks import chunks
from members.models import Member

SNOOZE_ENDED = "The snooze ended."
NOT_FOUND = "The check no longer finds it."
SOURCE_GONE = "The source is no longer used."

#: A member's key and version: one deleted and added again under the same slug is not the member
#: that was read.
Version = tuple[int, int]


class Overtaken(Exception):
    """A value was redacted since this was read: what was read may hold it, and must not be stored."""


@dataclass(frozen=True)
class Reading:
    """What a check found, with the issues, the members' versions and the official lists from before
    it looked. `parts` are the findings that a wider check tells of, each with that check's name.
    `redaction` is the newest one from before all that."""

    findings: Mapping[str, Finding]
    known: Mapping[str, StoredIssue]
    versions: Mapping[str, Version]
    judged: Coverage = NONE
    parts: Mapping[str, str] = field(default_factory=dict)
    redaction: str = ""


def read(check: Check, scope: Scope, wider: Causes | None = None) -> Reading:
    """Let the check look at the data, with no transaction open. Raises what the check raises.

    `wider` keeps what the checks of one run take in; without it, the wider checks are read anew.
    """
    wider = wider or Causes(scope)
    known = _known(check, scope)
    versions = _versions(
        slug for issue in known.values() if issue.status in ACTIVE for slug in issue.members
    )
    judged = coverage.judged(check, scope)
    found = {finding.fingerprint(check.name): finding for finding in wider.findings(check)}
    parts = {
        fingerprint: name
        for fingerprint, finding in found.items()
        if (name := wider.of(check, finding))
    }
    findings = {
        fingerprint: finding for fingerprint, finding in found.items() if fingerprint not in parts
    }
    return Reading(
        findings, _with_found(known, check, findings), versions, judged, parts, wider.redaction
    )


def decide(check: Check, scope: Scope, reading: Reading) -> Plan:
    """Hold what was found against the issues as they are now. Reads, and writes nothing.

    What official lists said is resolved only when each of them that is still used was looked at,
    and is still in force. Raises Overtaken when a value was redacted since.
    """
    if reading.redaction != Redaction.newest():
        raise Overtaken("A value was redacted while this check read. It has to look again.")
    now = _with_found(_known(check, scope), check, reading.findings)
    moved = _moved(reading)
    settled = _settled(reading.findings.values(), scope.today)
    plan = Plan(
        check,
        reading.judged.still() if check.official else reading.judged,
        findings=len(reading.findings),
    )
    for fingerprint, finding in reading.findings.items():
        issue = now.get(fingerprint)
        if any(member.slug in moved for member in finding.concerned) or _touched(
            issue, reading.known.get(fingerprint)
        ):
            plan.active += issue is not None and issue.status in ACTIVE
        elif finding.evidence_hash() in settled and (issue is None or issue.status not in ACTIVE):
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
        if _touched(issue, reading.known.get(fingerprint)) or not moved.isdisjoint(issue.members):
            plan.active += 1
        elif fingerprint in reading.parts:
            plan.add(Kind.CLOSED, issue, why=f"{PART_OF}{reading.parts[fingerprint]}.")
        elif not check.official or not issue.sources:
            plan.add(Kind.RESOLVED, issue, why=NOT_FOUND)
        elif plan.judged.gone(issue.sources):
            plan.add(Kind.CLOSED, issue, why=SOURCE_GONE)
        elif plan.judged.all_of(issue.sources):
            plan.add(Kind.RESOLVED, issue, why=NOT_FOUND)
        else:
            plan.active += 1
    plan.active += len(plan.of(Kind.OPENED, Kind.REOPENED))
    return plan


def store(plan: Plan, actor: Actor) -> Counts:
    """Write a plan, in the caller's transaction, and return what became of it.

    What somebody changed since it was decided is left alone. All rows are locked first, in one
    order, so that a run and a person who changes many issues wait for each other and never for
    ever.
    """
    issues = {issue.pk: issue for issue in triage.locked(plan.stored, tuple(Status))}
    evidence = {
        change.known.pk: _evidence(plan.check, change.finding)
        for change in plan.changes
        if change.known and change.finding
    }
    for _, changed in _by_reason(plan, issues, Kind.UPDATED):
        triage.updated(changed, actor, {issue.pk: evidence[issue.pk] for issue in changed})
    reopened, resolved = 0, 0
    for why, changed in _by_reason(plan, issues, Kind.REOPENED):
        reopened += len(
            triage.reopen(changed, actor, why, {issue.pk: evidence[issue.pk] for issue in changed})
        )
    for why, changed in _by_reason(plan, issues, Kind.RESOLVED, Kind.CLOSED):
        resolved += len(triage.resolve(changed, actor, why))
    opened = triage.opened(
        (_issue(plan.check, change.finding) for change in plan.of(Kind.OPENED) if change.finding),
        actor,
    )
    return plan.counted(len(opened), reopened, resolved)


def _by_reason(
    plan: Plan, issues: Mapping[int, Issue], *kinds: Kind
) -> list[tuple[str, list[Issue]]]:
    """The issues of these kinds of changes that are there, by the reason that their events give."""
    found: dict[str, list[Issue]] = defaultdict(list)
    for change in plan.of(*kinds):
        if change.known and change.known.pk in issues:
            found[change.why].append(issues[change.known.pk])
    return list(found.items())


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


def _settled(findings: Iterable[Finding], today: date) -> set[str]:
    """Return the hashes of these findings between whose lists somebody decided, of whatever check
    that issue is: whom one list has and another does not is missing, departed or still listed,
    depending on what was decided."""
    hashes = sorted({finding.evidence_hash() for finding in findings if finding.evidence.claims})
    last = Issue.objects.filter(origin=Origin.CHECK, status=Status.DISMISSED).exclude(
        dismissed_until__lte=today
    )
    return {
        evidence_hash
        for part in chunks(hashes)
        for evidence_hash in last.filter(evidence_hash__in=part).values_list(
            "evidence_hash", flat=True
        )
    }


def _differs(check: Check, issue: StoredIssue, finding: Finding) -> bool:
    is_now = (
        finding.evidence_hash(),
        finding.fixes_hash(),
        check.severity,
        finding.member and finding.member.pk,
        list(finding.sources),
    )
    return (
        issue.evidence_hash,
        issue.fixes_hash,
        issue.severity,
        issue.member,
        issue.sources,
    ) != is_now


def _touched(now: StoredIssue | None, before: StoredIssue | None) -> bool:
    """Did somebody change, store or delete this issue since the check began to read?"""
    return (now and (now.pk, now.revision)) != (before and (before.pk, before.revision))


def _known(check: Check, scope: Scope) -> dict[str, StoredIssue]:
    """Return the stored issues of a check in that scope, by fingerprint."""
    issues = _of_check(check)
    return _read_known(issues.filter(_about(scope.only)) if scope.only else issues)


def _with_found(
    known: Mapping[str, StoredIssue], check: Check, fingerprints: Collection[str]
) -> dict[str, StoredIssue]:
    """Add the stored issues of what was found, which the scope alone may miss: an identity exists
    only once, whoever it is about."""
    unknown = sorted(set(fingerprints).difference(known))
    found = dict(known)
    for part in chunks(unknown):
        found.update(_read_known(_of_check(check).filter(fingerprint__in=part)))
    return found


def _of_check(check: Check) -> IssueQuerySet[Issue]:
    return Issue.objects.filter(origin=Origin.CHECK, check_name=check.name).exclude(fingerprint="")


def _read_known(issues: IssueQuerySet[Issue]) -> dict[str, StoredIssue]:
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
    """About one of these members alone, or about one who was deleted and had such a slug."""
    deleted = Q(*(Q(member_slugs=[slug]) for slug in sorted(slugs)), _connector=Q.OR)
    return Q(member__slug__in=slugs) | (Q(member=None) & deleted)


def _moved(reading: Reading) -> set[str]:
    """The slugs of the members that were written since they were read, of those that anything was
    decided about."""
    read = {**reading.versions}
    for finding in reading.findings.values():
        read.update((member.slug, (member.pk, member.version)) for member in finding.concerned)
    now = _versions(read)
    return {slug for slug, version in read.items() if now.get(slug) != version}


def _versions(slugs: Iterable[str]) -> dict[str, Version]:
    versions: dict[str, Version] = {}
    for part in chunks(sorted(set(slugs))):
        members = Member.objects.filter(slug__in=part)
        versions.update(
            (slug, (pk, version))
            for slug, pk, version in members.values_list("slug", "pk", "version")
        )
    return versions


def _issue(check: Check, finding: Finding) -> Issue:
    return Issue(
        origin=Origin.CHECK,
        check_name=check.name,
        fingerprint=finding.fingerprint(check.name),
        field=finding.field,
        **_evidence(check, finding),
    )


def _evidence(check: Check, finding: Finding) -> dict[str, Any]:
    """The values of an issue that follow from what was observed, and may change while it stays the
    same issue."""
    return {
        "issue": finding.message,
        "severity": check.severity,
        "member": finding.member,
        "chamber": finding.chamber,
        "label": finding.about[:300],
        "evidence_hash": finding.evidence_hash(),
        "fixes_hash": finding.fixes_hash(),
        "source_slugs": list(finding.sources),
        "evidence": {
            "observed": finding.evidence.observed,
            "expected": finding.evidence.expected,
            "context": {name: value for name, value in finding.evidence.context.items() if value},
            **(
                {"person": finding.person, "identifiers": dict(finding.identifiers)}
                if finding.person
                else {}
            ),
            **(
                {"settled": finding.settled(), "choices": finding.evidence.choices}
                if finding.evidence.claims
                else {}
            ),
        },
        "fixes": [asdict(fix) for fix in finding.fixes],
        "member_slugs": [member.slug for member in finding.concerned],
        "chamber_slugs": sorted(
            {
                finding.chamber.slug,
                *(each.slug for each in finding.chambers),
                *(member.chamber.slug for member in finding.concerned),
            }
        ),
    }
