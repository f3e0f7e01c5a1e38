"""The scope of a run: its day, and the chambers and members that may be reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from members.chunks import chunks
from members.models import Detail, Member
from members.models.querysets import MemberQuerySet, sitting

D = TypeVar("D", bound=Detail)
M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Scope:
    """The day of a run, and the querysets of what a check may report and compare with. The argument
    of checks of the reach `WHOLE`.

    - `today`: the day for which the checks run; "sitting" means on this day
    - `chambers`: slugs of the chambers that may be reported and resolved; empty for all
    - `only`: slugs of the members that may be reported and resolved; empty for all

    `members` and `details` are limited to the scope: report from these. `all_members` and
    `all_details` are not: compare with these.
    """

    today: date
    chambers: frozenset[str] = field(default_factory=frozenset)
    only: frozenset[str] = field(default_factory=frozenset)

    def includes(self, chambers: Iterable[str]) -> bool:
        """True if any of these chambers, given as slugs, is in scope."""
        return not self.chambers or not self.chambers.isdisjoint(chambers)

    def all_members(self) -> MemberQuerySet[Member]:
        """Return all sitting members, whatever the scope."""
        return Member.objects.sitting(self.today).select_related("chamber")

    def members(self) -> MemberQuerySet[Member]:
        """Return the sitting members in scope."""
        return self.all_members().filter(self._within(""))

    def all_details(self, model: type[D]) -> QuerySet[D]:
        """Return all details of this model (`Email`, `Phone`) of sitting members, whatever the
        scope, in stored order."""
        return (
            model._default_manager.filter(sitting(self.today, "member__"))
            .select_related("member__chamber")
            .order_by("member_id", "pk")
        )

    def details(self, model: type[D]) -> QuerySet[D]:
        """Return the details of this model of sitting members in scope, in stored order."""
        return self.all_details(model).filter(self._within("member__"))

    def _within(self, prefix: str) -> Q:
        limit = Q()
        if self.chambers:
            limit &= Q(**{f"{prefix}chamber__slug__in": self.chambers})
        if self.only:
            limit &= Q(**{f"{prefix}slug__in": self.only})
        return limit


def among(rows: QuerySet[M], keys: Iterable[int]) -> Iterator[M]:
    """Yield the rows with these keys from the queryset, in the order of the keys.

    For a check that streams a few columns of every row, and needs only the wrong rows whole.
    """
    # All keys first: they may come from a statement that is still being read.
    for part in chunks(list(keys)):
        found = {row.pk: row for row in rows.filter(pk__in=part).order_by()}
        yield from (found[key] for key in part if key in found)
