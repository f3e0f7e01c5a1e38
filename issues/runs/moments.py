"""The state of stored issues at a moment: before the checks read the data, and after."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from sys import intern
from types import MappingProxyType

from django.db import DatabaseError
from django.db.models import Max, Q

from issues.findings.registry import Check
from issues.findings.scope import Scope
from issues.models import Issue, IssueEvent, Redaction
from issues.models.choices import Origin
from issues.models.querysets import IssueQuerySet
from issues.runs import coverage
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
    - `found`: a dict of check name to those of its issues that are not active, or are outside the
      scope, and were found again, by fingerprint; None if they were not asked for
    - `issue`, `event`: the newest key of each table. Closed issues are read only if they are found
      again; a newer key then shows that one was changed since this moment.
    """

    active: Mapping[str, Mapping[str, StoredIssue]]
    versions: Mapping[str, Version]
    coverage: Coverage | None
    redaction: str
    issue: int
    event: int
    found: Mapping[str, Mapping[str, StoredIssue]] | None = None


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
    earlier: Moment,
    scope: Scope,
    slugs: Iterable[str],
    found: Mapping[str, Collection[str]] | None = None,
) -> Moment:
    """Return the state of the same issues later, when the checks have read the data.

    `slugs` are those of the members concerned. `found` maps names of checks to the fingerprints of
    what they found: with it, only the issues of those checks are returned, and closed ones too.
    """
    covered = earlier.coverage
    covered = covered.still_in_force() if covered else covered
    concerned = set(earlier.versions) if found is None else set()
    concerned.update(slugs)
    names = earlier.active if found is None else found
    now = _moment(names, scope, covered, concerned, earlier)
    return now if found is None else replace(now, found=_others(now.active, found))


def _others(
    active: Mapping[str, Mapping[str, StoredIssue]],
    found: Mapping[str, Collection[str]],
    only: Q | None = None,
) -> dict[str, dict[str, StoredIssue]]:
    """Return the issues of these checks with these fingerprints that are not among the active ones,
    as far as the condition `only` allows."""
    others: dict[str, dict[str, StoredIssue]] = {name: {} for name in found}
    absent = (each for name in found for each in sorted(found[name]) if each not in active[name])
    for part in chunks(absent):
        issues = Issue.objects.filter(only or Q(), check_name__in=others, fingerprint__in=part)
        for name, fingerprint, issue in _stored(issues):
            others[name][fingerprint] = issue
    return others


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
    others = _others({check.name: stored}, {check.name: fingerprints}, only)[check.name]
    return {**stored, **others} if others else stored


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
