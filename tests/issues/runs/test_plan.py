"""A plan is one list of changes, so each question about it covers all of them."""

from __future__ import annotations

from issues.findings.finding import Finding
from issues.findings.registry import Check
from issues.models.choices import Severity, Status
from issues.runs import breaker
from issues.runs.plan import Kind, Plan, StoredIssue
from members.models import Chamber


def known(pk: int, chamber: str, *sources: str) -> StoredIssue:
    return StoredIssue(
        pk,
        pk * 10,
        Status.OPEN,
        "",
        "",
        "error",
        None,
        None,
        None,
        chamber,
        (),
        (chamber,),
        sources,
    )


def plan() -> Plan:
    """Return a plan with a change of every kind in every bucket."""
    plan = Plan(
        Check("test-rule", Severity.ERROR, "", "T.", "W.", "F.", "T.", lambda scope: []),
        findings=7,
        active=3,
    )
    pk = 0
    for kind in Kind:
        for chamber, *sources in (
            ("nt-la",),
            ("nt-la", "one"),
            ("nt-la", "one", "two"),
            ("sa-ha", "one"),
            ("",),
        ):
            pk += 1
            finding = (
                Finding(Chamber(slug=chamber), f"{kind} {pk}", sources=(*sources,))
                if kind not in (Kind.RESOLVED, Kind.CLOSED)
                else None
            )
            plan.add(
                kind, None if kind == Kind.OPENED else known(pk, chamber, *sources), finding, "why"
            )
    return plan


def test_a_plan_that_is_split_and_added_up_again_is_the_plan() -> None:
    whole = plan()
    buckets = {(change.chamber, ",".join(change.sources)) for change in whole.changes}
    parts = [breaker.changes_in_bucket(whole, bucket) for bucket in buckets]
    assert len(parts) == 5
    assert (
        sorted((change for part in parts for change in part.changes), key=whole.changes.index)
        == whole.changes
    )
    assert {
        pk: revision for part in parts for pk, revision in part.revisions.items()
    } == whole.revisions
    for done in ("opened", "reopened", "resolved"):
        assert sum(getattr(part.counts, done) for part in parts) == getattr(whole.counts, done) > 0


def test_a_plan_knows_all_stored_issues_that_it_touches() -> None:
    whole = plan()
    assert whole.revisions == {
        change.stored.pk: change.stored.revision for change in whole.changes if change.stored
    }
    assert {change.kind for change in whole.changes if change.stored} == set(Kind) - {Kind.OPENED}
