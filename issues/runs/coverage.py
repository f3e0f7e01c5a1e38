"""The coverage of a run: the chambers and, for checks against official lists, the snapshots."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Max

from issues.findings.registry import Check
from issues.findings.scope import Scope
from issues.official import lists
from members.models import Snapshot, Source


@dataclass(frozen=True)
class Copy:
    """The snapshot of a source that is in force, by its key, and the slug of the chamber that it
    lists.
    """

    chamber: str
    snapshot: int


@dataclass(frozen=True)
class Coverage:
    """The sources that an official check may look at. A check that reads no list has none.

    `used` are the slugs of all enabled sources. `in_force` maps the slug of each source with a
    readable copy to that copy. `in_scope` are those of them whose chamber is in the scope.
    """

    used: frozenset[str] = frozenset()
    in_force: Mapping[str, Copy] = field(default_factory=dict)
    in_scope: frozenset[str] = frozenset()

    def are_unused(self, sources: Iterable[str]) -> bool:
        """True if all of these sources are no longer used."""
        return self.used.isdisjoint(sources)

    def includes_all(self, sources: Iterable[str]) -> bool:
        """True if each of these sources that is still used was looked at."""
        return self.used.intersection(sources) <= self.in_scope

    def snapshots(self, sources: Iterable[str]) -> list[int]:
        """Return the keys of these sources' copies in force."""
        return [self.in_force[slug].snapshot for slug in sources if slug in self.in_force]

    def still_in_force(self) -> Coverage:
        """Return the coverage without the sources that have another copy since, or are no longer
        used.
        """
        used = frozenset(Source.objects.filter(enabled=True).values_list("slug", flat=True))
        now = _newest()
        same = {
            slug: copy for slug, copy in self.in_force.items() if now.get(slug) == copy.snapshot
        }
        return Coverage(used, same, self.in_scope.intersection(same))


#: The coverage of a check that reads no official list.
NONE = Coverage()


def of(check: Check, scope: Scope) -> Coverage:
    """Return what a check is about to look at.

    Parses lists that nobody has read yet, so it does not belong in a transaction.
    """
    if not check.official:
        return NONE
    used = frozenset(Source.objects.filter(enabled=True).values_list("slug", flat=True))
    # For one member, the lists of other chambers do not matter.
    found = lists.in_force_within(scope) if scope.only else lists.in_force(scope)
    in_force = {each.slug: Copy(each.chamber.slug, each.snapshot.pk) for each in found}
    return Coverage(
        used,
        in_force,
        frozenset(slug for slug, copy in in_force.items() if scope.includes([copy.chamber])),
    )


def sitting(scope: Scope) -> dict[str, int]:
    """Return a dict of chamber slug to number of sitting members, without empty chambers, whatever
    the scope.
    """
    return dict(scope.all_members().order_by().values_list("chamber__slug").annotate(Count("pk")))


def visited(check: Check, scope: Scope, sitting: Iterable[str], covered: Coverage) -> set[str]:
    """Return the places where this check has now run: `chamber` or, against an official list,
    `chamber/source`.
    """
    if check.official:
        return {f"{covered.in_force[slug].chamber}/{slug}" for slug in covered.in_scope}
    return {chamber for chamber in sitting if scope.includes([chamber])}


def _newest() -> dict[str, int]:
    """Return a dict of source slug to the key of its copy in force, for enabled sources."""
    accepted = Snapshot.objects.filter(verdict=Snapshot.Verdict.ACCEPTED, source__enabled=True)
    return dict(accepted.order_by().values_list("source__slug").annotate(Max("pk")))
