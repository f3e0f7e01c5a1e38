"""The breaker: what is too much at once is held, not stored, until somebody has looked at it.

What a check would change is counted by bucket: a chamber and the official lists that say so. Of a
bucket over its limit nothing is stored; a `Hold` says what it would have been, and the check
`check-held` makes one issue of it. A check's first run in a chamber, or against a list, is never
held: everything is new there.
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
from issues.models import CheckState, Hold, Issue, Run
from issues.models.choices import ACTIVE
from issues.runs import coverage
from issues.runs.coverage import Coverage
from issues.runs.plan import Kind, Plan, PlannedChange
from members.chunks import chunks
from members.models import Chamber

#: The check that tells of what is held.
TELLS = "check-held"

#: What the machine says of itself is never held: an issue about a flood must not drown in it.
NEVER_HELD = {TELLS, "source-rejected", "source-failing"}

LEAST, MOST = 25, 500

#: What too much of is held. What is closed for another reason than the data has its cause told
#: elsewhere.
_COUNTED = (Kind.OPENED, Kind.REOPENED, Kind.RESOLVED)

#: A chamber's slug, and the slugs of official lists in their order, joined by commas.
Bucket = tuple[str, str]


class Breaker:
    """The breaker of one run (None: a rehearsal). `changed` says whether it wrote any hold."""

    def __init__(self, scope: Scope, run: Run | None = None) -> None:
        self.scope = scope
        self.run = run
        self.sitting = coverage.sitting(scope)
        self.changed = False

    def limit(self, chamber: str) -> int:
        """How many issues may change at once in a chamber."""
        return min(max(LEAST, self.sitting.get(chamber, 0) // 10), MOST)

    def tripped(self, plan: Plan, ran: Collection[str]) -> dict[Bucket, Plan]:
        """The buckets that are too much at once, with what would change of each. `ran` are the
        places where the check ran before."""
        counted = Counter(map(_bucket, plan.of(*_COUNTED)))
        if plan.check.name in NEVER_HELD or counted.total() <= LEAST:
            return {}
        over = {
            bucket
            for bucket, count in counted.items()
            if count > self.limit(bucket[0]) and _is_known(plan.check, bucket, plan.judged, ran)
        }
        return {bucket: only(plan, bucket) for bucket in sorted(over)}

    def remember(self, plan: Plan, state: CheckState, tripped: dict[Bucket, Plan]) -> None:
        """Write what is held now and where the check has run, in the caller's transaction; nothing
        where that is as it was."""
        check = plan.check
        before = {
            (hold.chamber.slug, hold.sources): hold
            for hold in Hold.objects.filter(check_name=check.name).select_related("chamber")
        }
        for bucket, held in tripped.items():
            self._hold(before.get(bucket), bucket, held)
        for bucket, hold in before.items():
            if bucket not in tripped and self._is_over(bucket, plan.judged):
                hold.delete()
                self.changed = True
        if new := coverage.visited(check, self.scope, self.sitting, plan.judged).difference(
            state.ran_in
        ):
            state.ran_in = sorted({*state.ran_in, *new})
            state.save(update_fields=["ran_in"])

    def _hold(self, hold: Hold | None, bucket: Bucket, held: Plan) -> None:
        chamber, sources = bucket
        values: dict[str, Any] = {
            "snapshots": held.judged.snapshots(sources.split(",")),
            "opened": len(held.of(Kind.OPENED)),
            "reopened": len(held.of(Kind.REOPENED)),
            "resolved": len(held.of(Kind.RESOLVED)),
            "limit": self.limit(chamber),
            "changes": _told(held),
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

    def _is_over(self, bucket: Bucket, judged: Coverage) -> bool:
        """Was all of it looked at, so that a hold that did not come again is over?"""
        chamber, sources = bucket
        return self.scope.includes([chamber]) and judged.all_of(sources.split(","))


def only(plan: Plan, bucket: Bucket) -> Plan:
    """What of a plan is in that bucket."""
    return plan.where(lambda change: _bucket(change) == bucket)


def without(plan: Plan, tripped: dict[Bucket, Plan]) -> Plan:
    """What of a plan is stored when those buckets are held."""
    if not tripped:
        return plan
    held = list(tripped.values())
    stay = sum(
        change.known is not None and change.known.status in ACTIVE
        for each in held
        for change in each.of(*_COUNTED)
    )
    would_be = sum(len(each.of(Kind.OPENED, Kind.REOPENED)) for each in held)
    return replace(
        plan.where(lambda change: _bucket(change) not in tripped),
        held_findings=would_be,
        held=would_be + sum(len(each.of(Kind.RESOLVED)) for each in held),
        active=plan.active - would_be + stay,
    )


def leave_held(plan: Plan) -> Plan:
    """What a look at single members may store: nothing is opened, reopened or updated in a bucket
    that is held, because whoever releases it must find there what they saw. What was put right is
    resolved all the same: somebody has just dealt with it."""
    put_right = (Kind.RESOLVED, Kind.CLOSED)
    if len(plan.of(*put_right)) == len(plan.changes):
        return plan
    held = set(
        Hold.objects.filter(check_name=plan.check.name).values_list("chamber__slug", "sources")
    )
    return plan.where(lambda change: change.kind in put_right or _bucket(change) not in held)


def told_by(hold: Hold) -> Finding:
    """The identity under which `check-held` tells of a hold."""
    return Finding(hold.chamber, "", key=hold.key)


def issue_of(hold: Hold) -> Issue | None:
    """The issue that tells of a hold, if there is one yet."""
    return Issue.objects.filter(fingerprint=told_by(hold).fingerprint(TELLS)).first()


def forget_checks_that_are_no_more(alive: Collection[str]) -> None:
    """What a retired or disabled check held is held no more."""
    Hold.objects.exclude(check_name__in=alive).delete()


def _bucket(change: PlannedChange) -> Bucket:
    return change.chamber, ",".join(change.sources)


def _is_known(check: Check, bucket: Bucket, judged: Coverage, ran: Collection[str]) -> bool:
    """Did the check run there before?"""
    chamber, sources = bucket
    if not chamber:
        return False  # the chamber is no more, and nobody could look at what is held of it
    if not check.official:
        return chamber in ran
    return all(
        f"{judged.in_force[slug].chamber}/{slug}" in ran
        for slug in sources.split(",")
        if slug in judged.in_force
    )


def _told(held: Plan) -> list[dict[str, str]]:
    """What would change, for people to read, in an order that stays."""
    said = []
    for change in held.of(Kind.OPENED, Kind.REOPENED):
        if found := change.finding:
            said.append(
                (
                    change.kind.name.lower(),
                    found.message,
                    found.about,
                    found.evidence.observed,
                    found.evidence.expected,
                )
            )
    keys = [change.known.pk for change in held.of(Kind.RESOLVED) if change.known]
    for part in chunks(keys):
        issues = Issue.objects.filter(pk__in=part)
        said += [
            ("resolved", issue.issue, issue.label, issue.observed, issue.expected)
            for issue in issues
        ]
    return [
        dict(zip(("verb", "text", "label", "observed", "expected"), each, strict=True))
        for each in sorted(said)
    ]
