"""The breaker: too many changes at once are held, and not stored, until somebody has looked at
them.

The changes that a check would make are counted by bucket: a chamber and the official lists that the
findings rest on. Nothing is stored of a bucket over its limit. A `Hold` records what would have
changed, and the check `check-held` makes one issue of it. A check's first run in a chamber, or
against a list, is never held: everything is new there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django.utils import timezone

from issues.findings.finding import Finding
from issues.findings.registry import Check
from issues.findings.scope import Scope
from issues.models import Hold, Issue, Run
from issues.models.choices import ACTIVE
from issues.runs import coverage
from issues.runs.coverage import Coverage
from issues.runs.plan import Kind, Plan, PlannedChange
from members.chunks import chunks
from members.models import Chamber

#: The check that reports what is held.
REPORTS_HOLDS = "check-held"

#: Checks of the service itself are never held: an issue about a flood must not drown in it.
NEVER_HELD = {REPORTS_HOLDS, "source-rejected", "source-failing"}

LEAST, MOST = 25, 500

#: The kinds of changes that count towards the limit. An issue closed for another reason than the
#: data has its cause reported elsewhere.
_COUNTED = (Kind.OPENED, Kind.REOPENED, Kind.RESOLVED)

#: A chamber's slug, and the slugs of official lists in their order, joined by commas.
Bucket = tuple[str, str]


class Breaker:
    """The breaker of one run; without a run, of a rehearsal. `changed` is true once it has written
    a hold.
    """

    def __init__(self, scope: Scope, run: Run | None = None) -> None:
        self.scope = scope
        self.run = run
        self.sitting = coverage.sitting(scope)
        self.changed = False
        #: The checks that had a hold at the beginning. While a run works, only it makes others.
        self.held = set(Hold.objects.values_list("check_name", flat=True))

    def limit(self, chamber: str) -> int:
        """Return how many issues may change at once in a chamber."""
        return min(max(LEAST, self.sitting.get(chamber, 0) // 10), MOST)

    def tripped(self, plan: Plan, ran: Collection[str]) -> dict[Bucket, Plan]:
        """Return the buckets over their limit, each with the part of the plan that is held.

        `ran` are the places where the check ran before, as `coverage.visited` returns them.
        """
        counted = Counter(map(_bucket, plan.changes_of(*_COUNTED)))
        if plan.check.name in NEVER_HELD or counted.total() <= LEAST:
            return {}
        over = {
            bucket
            for bucket, count in counted.items()
            if count > self.limit(bucket[0]) and _ran_before(plan.check, bucket, plan.coverage, ran)
        }
        return {bucket: changes_in_bucket(plan, bucket) for bucket in sorted(over)}

    def remember(self, plan: Plan, tripped: dict[Bucket, Plan]) -> None:
        """Write what is held now, in the caller's transaction. Nothing is written where that did
        not change.
        """
        holds = Hold.objects.filter(check_name=plan.check.name).select_related("chamber")
        before = {
            (hold.chamber.slug, hold.sources): hold
            for hold in (holds if plan.check.name in self.held else ())
        }
        for bucket, held in tripped.items():
            self._hold(before.get(bucket), bucket, held)
        for bucket, hold in before.items():
            if bucket not in tripped and self._was_looked_at(bucket, plan.coverage):
                hold.delete()
                self.changed = True

    def _hold(self, hold: Hold | None, bucket: Bucket, held: Plan) -> None:
        chamber, sources = bucket
        values: dict[str, Any] = {
            "snapshots": held.coverage.snapshots(sources.split(",")),
            "opened": len(held.changes_of(Kind.OPENED)),
            "reopened": len(held.changes_of(Kind.REOPENED)),
            "resolved": len(held.changes_of(Kind.RESOLVED)),
            "limit": self.limit(chamber),
            "changes": _changes(held),
        }
        if hold is None:
            hold = Hold(
                check_name=held.check.name,
                chamber=Chamber.objects.get(slug=chamber),
                sources=sources,
                held_since=timezone.now(),
            )
        elif all(getattr(hold, name) == value for name, value in values.items()):
            return
        for name, value in values.items():
            setattr(hold, name, value)
        hold.run = self.run
        hold.save()
        self.changed = True

    def _was_looked_at(self, bucket: Bucket, covered: Coverage) -> bool:
        """True if the whole bucket was looked at, so that a hold that did not recur is over."""
        chamber, sources = bucket
        return self.scope.includes([chamber]) and covered.includes_all(sources.split(","))


def changes_in_bucket(plan: Plan, bucket: Bucket) -> Plan:
    """Return the plan with only the changes in that bucket."""
    return plan.where(lambda change: _bucket(change) == bucket)


def without_buckets(plan: Plan, tripped: dict[Bucket, Plan]) -> Plan:
    """Return the plan that is stored if those buckets are held."""
    if not tripped:
        return plan
    held = list(tripped.values())
    stay = sum(
        change.stored is not None and change.stored.status in ACTIVE
        for each in held
        for change in each.changes_of(*_COUNTED)
    )
    would_be = sum(len(each.changes_of(Kind.OPENED, Kind.REOPENED)) for each in held)
    return replace(
        plan.where(lambda change: _bucket(change) not in tripped),
        held_findings=would_be,
        held=would_be + sum(len(each.changes_of(Kind.RESOLVED)) for each in held),
        active=plan.active - would_be + stay,
    )


def without_held_changes(plan: Plan) -> Plan:
    """Return what a re-check of single members may store: nothing is opened, reopened or updated in
    a held bucket.

    A person who releases the bucket must find there what they saw. An issue that somebody has just
    put right is resolved all the same.
    """
    closing = (Kind.RESOLVED, Kind.CLOSED)
    if len(plan.changes_of(*closing)) == len(plan.changes):
        return plan
    held = set(
        Hold.objects.filter(check_name=plan.check.name).values_list("chamber__slug", "sources")
    )
    return plan.where(lambda change: change.kind in closing or _bucket(change) not in held)


def finding_of(hold: Hold) -> Finding:
    """Build the finding by which `check-held` reports a hold. Only its identity counts."""
    return Finding(hold.chamber, "", key=hold.key)


def issue_of(hold: Hold) -> Issue | None:
    """Return the issue that reports a hold, or None if it does not exist yet."""
    return Issue.objects.filter(fingerprint=finding_of(hold).fingerprint(REPORTS_HOLDS)).first()


def delete_holds_of_removed_checks(alive: Collection[str]) -> None:
    """Delete the holds of retired and disabled checks. `alive` are the names of the others."""
    Hold.objects.exclude(check_name__in=alive).delete()


def _bucket(change: PlannedChange) -> Bucket:
    return change.chamber, ",".join(change.sources)


def _ran_before(check: Check, bucket: Bucket, covered: Coverage, ran: Collection[str]) -> bool:
    """True if the check ran in that bucket before."""
    chamber, sources = bucket
    if not chamber:
        return False  # the chamber was deleted, so nobody could look at what is held for it
    if not check.official:
        return chamber in ran
    return all(
        f"{covered.in_force[slug].chamber}/{slug}" in ran
        for slug in sources.split(",")
        if slug in covered.in_force
    )


def _changes(held: Plan) -> list[dict[str, str]]:
    """Return what would change, for people to read, in a stable order."""
    changes = []
    for change in held.changes_of(Kind.OPENED, Kind.REOPENED):
        if found := change.finding:
            changes.append(
                (
                    change.kind.name.lower(),
                    found.message,
                    found.about,
                    found.evidence.observed,
                    found.evidence.expected,
                )
            )
    keys = [change.stored.pk for change in held.changes_of(Kind.RESOLVED) if change.stored]
    for part in chunks(keys):
        issues = Issue.objects.filter(pk__in=part)
        changes += [
            ("resolved", issue.issue, issue.label, issue.observed, issue.expected)
            for issue in issues
        ]
    return [
        dict(zip(("verb", "text", "label", "observed", "expected"), each, strict=True))
        for each in sorted(changes)
    ]
