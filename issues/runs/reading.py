"""The first step of storing an outcome: a check reads the data, with no transaction open.

`issues/runs/decision.py` compares what it found with the stored issues, and
`issues/runs/storage.py` writes the difference.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from sys import intern
from types import MappingProxyType

from django.db import DatabaseError
from django.db.models import Exists, Max, OuterRef, Q

from issues.findings.finding import Finding
from issues.findings.registry import Check
from issues.findings.scope import Scope
from issues.models import Issue, IssueEvent, Redaction
from issues.models.choices import Origin
from issues.models.querysets import IssueQuerySet
from issues.runs import coverage
from issues.runs.causes import Causes
from issues.runs.coverage import NONE, Coverage
from issues.runs.plan import StoredIssue
from members.chunks import chunks
from members.models import Member

logger = logging.getLogger(__name__)

_LISTS = ("member_slugs", "chamber_slugs", "source_slugs")
#: A member's key and version: one deleted and added again under the same slug is not the member
#: that was read.
Version = tuple[int, int]


@dataclass(frozen=True)
class Moment:
    """The issues of some checks at one moment, and what they rest on.

    - `active`: a dict of check name to its active issues by fingerprint
    - `versions`: the versions of the members concerned by slug
    - `coverage`: the official lists in force; None if they could not be asked for
    - `redaction`: the newest redaction
    - `issue`, `event`: the newest key of each table. Closed issues are read only if they are found
      again; a newer key then shows that one was changed since this moment.
    """

    active: Mapping[str, Mapping[str, StoredIssue]]
    versions: Mapping[str, Version]
    coverage: Coverage | None
    redaction: str
    issue: int
    event: int


@dataclass(frozen=True)
class Reading:
    """The findings of a check, and the state of everything that they rest on from before the check
    looked.

    `findings` are by fingerprint. `stored` are the check's active issues by fingerprint, and the
    closed ones that were found again. `versions` are the versions of the members of active issues
    by slug. `coverage` is what was looked at. `parts` maps the fingerprint of each finding that a
    wider check reports to that check's name. `redaction` is the newest redaction from before all
    that.
    """

    findings: Mapping[str, Finding]
    stored: Mapping[str, StoredIssue]
    versions: Mapping[str, Version]
    coverage: Coverage = NONE
    parts: Mapping[str, str] = field(default_factory=dict)
    redaction: str = ""


def before(checks: Collection[Check], scope: Scope) -> Moment:
    """Return the state of these checks' issues in that scope. Call it before the checks read the
    data."""
    covered: Coverage | None = NONE
    if any(check.official for check in checks):
        try:
            covered = coverage.of(scope)
        except DatabaseError:
            logger.exception("The official lists in force could not be asked for.")
            covered = None  # each check that needs them will break by itself
    return _moment([check.name for check in checks], scope, covered, set())


def after(
    earlier: Moment, scope: Scope, slugs: Iterable[str], names: Collection[str] = ()
) -> Moment:
    """Return the state of the same issues later, when the checks have read the data; with `names`,
    only of the issues of those checks.

    `slugs` are those of the members concerned; without `names`, besides those known earlier.
    """
    covered = earlier.coverage
    covered = covered.still_in_force() if covered else covered
    concerned = set() if names else set(earlier.versions)
    concerned.update(slugs)
    return _moment(names or earlier.active, scope, covered, concerned, earlier)


def _moment(
    names: Collection[str],
    scope: Scope,
    covered: Coverage | None,
    concerned: set[str],
    known: Moment | None = None,
) -> Moment:
    """Return the state of everything now, and of the members concerned, to whom those of the issues
    are added. What is as it was at the moment `known` is not kept twice."""
    redaction = Redaction.newest()
    issue, event = (
        model._default_manager.aggregate(newest=Max("pk"))["newest"] or 0
        for model in (Issue, IssueEvent)
    )
    active: dict[str, dict[str, StoredIssue]] = {name: {} for name in names}
    issues = _in_scope(Issue.objects.active().filter(check_name__in=active), scope)
    for name, fingerprint, stored in _stored(issues):
        same = known and known.active.get(name, {}).get(fingerprint)
        active[name][fingerprint] = same if same and same == stored else stored
        concerned.update(stored.members)
    versions = versions_of(concerned, known.versions if known else {})
    return Moment(active, versions, covered, redaction, issue, event)


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
        earlier = before([check], scope)
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
    stored = with_found(active, check, findings, untouched) if earlier.issue else active
    of_issues = {slug for issue in active.values() for slug in issue.members}
    versions = {slug: earlier.versions[slug] for slug in of_issues & earlier.versions.keys()}
    return Reading(findings, stored, versions, covered, parts, wider.redaction)


def active_issues(check: Check, scope: Scope) -> dict[str, StoredIssue]:
    """Return the active issues of a check in that scope, by fingerprint."""
    issues = _in_scope(_of_check(check).active(), scope)
    return {fingerprint: issue for _, fingerprint, issue in _stored(issues)}


def with_found(
    stored: Mapping[str, StoredIssue],
    check: Check,
    fingerprints: Collection[str],
    only: Q | None = None,
) -> Mapping[str, StoredIssue]:
    """Add the stored issues of these fingerprints that are closed or outside the scope, as far as
    the condition `only` allows.

    A fingerprint exists only once, whichever member it is about.
    """
    absent = sorted(each for each in fingerprints if each not in stored)
    if not absent:
        return stored
    found = dict(stored)
    for part in chunks(absent):
        for _, fingerprint, issue in _stored(
            _of_check(check).filter(only or Q(), fingerprint__in=part)
        ):
            found[fingerprint] = issue
    return found


def versions_of(
    slugs: Iterable[str], known: Mapping[str, Version] = MappingProxyType({})
) -> dict[str, Version]:
    """Return the key and version of each member, by slug. A member that was deleted is absent.

    Versions that are as they are `known` are not kept twice.
    """
    versions: dict[str, Version] = {}
    for part in chunks(sorted(slugs)):
        members = Member.objects.filter(slug__in=part)
        for slug, pk, version in members.values_list("slug", "pk", "version").iterator():
            now = pk, version
            versions[intern(slug)] = known[slug] if known.get(slug) == now else now
    return versions


def _of_check(check: Check) -> IssueQuerySet[Issue]:
    return Issue.objects.filter(check_name=check.name)


def _in_scope(issues: IssueQuerySet[Issue], scope: Scope) -> IssueQuerySet[Issue]:
    return issues.filter(_about(scope.only)) if scope.only else issues


def _stored(issues: IssueQuerySet[Issue]) -> Iterator[tuple[str, str, StoredIssue]]:
    """Yield check name, fingerprint and values of each issue that a check opened."""
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
    )
    of_checks = issues.filter(origin=Origin.CHECK).exclude(fingerprint="")
    texts: dict[tuple[str, ...], tuple[str, ...]] = {}
    rows = of_checks.values_list("check_name", "fingerprint", *columns, *_LISTS)
    for name, fingerprint, *values in rows.iterator():
        # Most issues are about one of few chambers and lists. Slugs and fingerprints are shared
        # with the findings.
        chamber = values[len(columns) - 1] and intern(values[len(columns) - 1])
        lists = (tuple(map(intern, each)) for each in values[len(columns) :])
        shared = (texts.setdefault(each, each) for each in lists)
        issue = StoredIssue(*values[: len(columns) - 1], *(chamber, *shared))
        yield name, intern(fingerprint), issue


def _about(slugs: Collection[str]) -> Q:
    """Build the condition for issues about one of these members alone, or about a deleted member
    who had such a slug.
    """
    deleted = Q(*(Q(member_slugs=[slug]) for slug in sorted(slugs)), _connector=Q.OR)
    return Q(member__slug__in=slugs) | (Q(member=None) & deleted)
