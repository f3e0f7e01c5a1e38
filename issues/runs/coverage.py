"""The coverage of a run: the chambers and, for checks against official lists, the snapshots."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.db.models import Count, Max

from issues.findings.registry import Check
from issues.findings.scope import Scope
from issues.official import lists
from issues.official.lists import CopyKey
from members.models import Snapshot, Source


@dataclass(frozen=True)
class Copy:
    """The snapshot of a source that is in force: the slug of the chamber that it lists, its key,
    and everything that decides what it says.
    """

    chamber: str
    snapshot: int
    key: CopyKey


@dataclass(frozen=True)
class Coverage:
    """The sources that an official check may look at. A check that reads no list has none.

    `used` are the slugs of all enabled sources. `in_force` maps the slug of each source with a copy
    in force to that copy. `in_scope` are those of them whose chamber is in the scope.
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

    @cached_property
    def readable(self) -> Coverage:
        """Return the coverage without the sources whose copies cannot be read.

        Asked for when the checks have looked, as reading takes long.
        """
        return self._only(
            slug for slug, copy in self.in_force.items() if not lists.why_unreadable(copy.key)
        )

    def _only(self, slugs: Iterable[str]) -> Coverage:
        kept = {slug: self.in_force[slug] for slug in slugs}
        return Coverage(self.used, kept, self.in_scope.intersection(kept))

    def within(self, other: Coverage) -> Coverage:
        """Return the coverage with only the copies that another one has too, and with its
        `used`."""
        same = [slug for slug, copy in self.in_force.items() if other.in_force.get(slug) == copy]
        return replace(self._only(same), used=other.used)

    def still_in_force(self) -> Coverage:
        """Return the coverage without the sources that have another copy since, or are no longer
        used.
        """
        used = frozenset(Source.objects.filter(enabled=True).values_list("slug", flat=True))
        now = _newest()
        same = [slug for slug, copy in self.in_force.items() if now.get(slug) == copy.snapshot]
        return replace(self._only(same), used=used)


#: The coverage of a check that reads no official list.
NONE = Coverage()


def of(scope: Scope) -> Coverage:
    """Return the lists that official checks are about to look at in that scope."""
    used = frozenset(Source.objects.filter(enabled=True).values_list("slug", flat=True))
    in_force = {
        copy.source.slug: Copy(copy.source.chamber.slug, copy.pk, key)
        for copy, key in lists.copies(scope)
    }
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
