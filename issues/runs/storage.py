"""The third step of storing outcomes: plans of changes are written, and the results.

`issues/runs/reading.py` and `issues/runs/decision.py` are the steps before.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict
from itertools import chain
from typing import Any

from issues import triage
from issues.findings.finding import Finding
from issues.findings.registry import Check
from issues.models import CheckResult, Issue, Run
from issues.models.choices import Origin, Status
from issues.runs.plan import Counts, Kind, Plan
from issues.runs.report import Result
from issues.triage import Actor
from members.chunks import chunks


def store(plans: Collection[Plan], actor: Actor) -> dict[str, Counts]:
    """Write plans in the caller's transaction, and return the counts of what was changed, by the
    name of the check.

    An issue that somebody changed since the decision is left alone. All rows are locked first, in
    one order: a run and a person who changes many issues wait for each other, and neither waits for
    ever.
    """
    revisions = {pk: revision for plan in plans for pk, revision in plan.revisions.items()}
    issues = {issue.pk: issue for issue in triage.locked(revisions, tuple(Status))}
    evidence = {
        change.stored.pk: _evidence(plan.check, change.finding)
        for plan in plans
        for change in plan.changes
        if change.stored and change.finding
    }

    def found_again(changed: Iterable[Issue]) -> dict[int, dict[str, Any]]:
        return {issue.pk: evidence[issue.pk] for issue in changed}

    opened, reopened, resolved = Counter[str](), Counter[str](), Counter[str]()
    for _, changed in _by_reason(plans, issues, Kind.UPDATED):
        triage.update(changed, actor, found_again(changed))
    for why, changed in _by_reason(plans, issues, Kind.RESOLVED, Kind.CLOSED):
        resolved.update(issue.check_name for issue in triage.resolve(changed, actor, why))
    # Single mails go to the first issues, so the order of the checks is kept.
    for some in _until_reopened(plans):
        for why, changed in _by_reason(some, issues, Kind.REOPENED):
            again = triage.reopen(changed, actor, why, found_again(changed))
            reopened.update(issue.check_name for issue in again)
        new = (
            _issue(plan.check, change.finding)
            for plan in some
            for change in plan.changes_of(Kind.OPENED)
            if change.finding
        )
        for made in chunks(new):
            opened.update(issue.check_name for issue in triage.open_issues(made, actor))
    return {
        (name := plan.check.name): plan.counted(opened[name], reopened[name], resolved[name])
        for plan in plans
    }


def _until_reopened(plans: Iterable[Plan]) -> Iterator[list[Plan]]:
    """Yield the plans in parts, of which each begins with the only plan in it that reopens
    issues, if any does."""
    part: list[Plan] = []
    for plan in plans:
        if part and plan.changes_of(Kind.REOPENED):
            yield part
            part = []
        part.append(plan)
    yield part


def store_results(run: Run, results: Iterable[Result]) -> None:
    """Write the result of each check in a run, in the caller's transaction."""
    CheckResult.objects.bulk_create(
        CheckResult(
            run=run,
            check_name=result.check.name,
            error=result.error,
            seconds=result.seconds,
            **asdict(result.counts),
        )
        for result in results
    )


def _by_reason(
    plans: Iterable[Plan], issues: Mapping[int, Issue], *kinds: Kind
) -> list[tuple[str, list[Issue]]]:
    """Return the issues of these kinds of changes that still exist, grouped by the note for their
    events.
    """
    found: dict[str, list[Issue]] = defaultdict(list)
    for change in chain.from_iterable(plan.changes_of(*kinds) for plan in plans):
        if change.stored and change.stored.pk in issues:
            found[change.why].append(issues[change.stored.pk])
    return list(found.items())


def _issue(check: Check, finding: Finding) -> Issue:
    return Issue(
        origin=Origin.CHECK,
        check_name=check.name,
        fingerprint=finding.fingerprint(check.name),
        field=finding.field,
        **_evidence(check, finding),
    )


def _evidence(check: Check, finding: Finding) -> dict[str, Any]:
    """Return the values of an issue that follow from what was observed. They may change while it
    stays the same issue.
    """
    return {
        "issue": finding.message,
        "severity": check.severity,
        "member_id": finding.member and finding.member.pk,
        "chamber_id": finding.chamber.pk,
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
                {"settled": finding.decision_hash(), "choices": finding.evidence.choices}
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
