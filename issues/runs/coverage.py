"""Where a check looks: chambers and, of a check that compares with official lists, the lists."""

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
    """The copy in force of a source, by its key, and the chamber whose list it is."""

    chamber: str
    snapshot: int


@dataclass(frozen=True)
class Coverage:
    """The sources that an official check may have looked at: the slugs of all that are `used`, the
    readable copies `in_force`, and of these the sources that are in the scope, `in_scope`. A check
    that reads no list has none."""

    used: frozenset[str] = frozenset()
    in_force: Mapping[str, Copy] = field(default_factory=dict)
    in_scope: frozenset[str] = frozenset()

    def gone(self, sources: Iterable[str]) -> bool:
        """Is none of these sources used any more?"""
        return self.used.isdisjoint(sources)

    def all_of(self, sources: Iterable[str]) -> bool:
        """Was each of these sources that is still used looked at?"""
        return self.used.intersection(sources) <= self.in_scope

    def snapshots(self, sources: Iterable[str]) -> list[int]:
        """The keys of the copies of these sources."""
        return [self.in_force[slug].snapshot for slug in sources if slug in self.in_force]

    def still(self) -> Coverage:
        """The same as it is now: without the sources that have another copy since, or are not used
        any more."""
        used = frozenset(Source.objects.filter(enabled=True).values_list("slug", flat=True))
        now = _newest()
        same = {
            slug: copy for slug, copy in self.in_force.items() if now.get(slug) == copy.snapshot
        }
        return Coverage(used, same, self.in_scope.intersection(same))


#: What a check looks at that reads no official list.
NONE = Coverage()


def judged(check: Check, scope: Scope) -> Coverage:
    """What the check is about to look at. Reads lists that nobody read yet: not for a transaction."""
    if not check.official:
        return NONE
    used = frozenset(Source.objects.filter(enabled=True).values_list("slug", flat=True))
    # Of one member, the lists of other chambers say nothing.
    found = lists.about(scope) if scope.only else lists.in_force(scope)
    in_force = {each.slug: Copy(each.chamber.slug, each.snapshot.pk) for each in found}
    return Coverage(
        used,
        in_force,
        frozenset(slug for slug, copy in in_force.items() if scope.includes([copy.chamber])),
    )


def sitting(scope: Scope) -> dict[str, int]:
    """How many members sit in each chamber that has any, whatever the scope."""
    return dict(scope.all_members().order_by().values_list("chamber__slug").annotate(Count("pk")))


def visited(check: Check, scope: Scope, sitting: Iterable[str], judged: Coverage) -> set[str]:
    """The places where this check has now run: `chamber` or, against an official list,
    `chamber/source`."""
    if check.official:
        return {f"{judged.in_force[slug].chamber}/{slug}" for slug in judged.in_scope}
    return {chamber for chamber in sitting if scope.includes([chamber])}


def _newest() -> dict[str, int]:
    """The key of each used source's copy in force."""
    accepted = Snapshot.objects.filter(verdict=Snapshot.Verdict.ACCEPTED, source__enabled=True)
    return dict(accepted.order_by().values_list("source__slug").annotate(Max("pk")))
