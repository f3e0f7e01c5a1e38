"""What a check may look at, and what of it may be reported."""

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
    """`today` is the day the checks speak of; `chambers` and `only` (slugs of chambers and members)
    limit what may be reported and resolved; empty means no limit.

    `members`, `details` and `everybody` are limited to the scope; `all_members` and `all_details`
    are what it is compared with.
    """

    today: date
    chambers: frozenset[str] = field(default_factory=frozenset)
    only: frozenset[str] = field(default_factory=frozenset)

    def includes(self, chambers: Iterable[str]) -> bool:
        """Is any of these chambers in the scope?"""
        return not self.chambers or not self.chambers.isdisjoint(chambers)

    def all_members(self) -> MemberQuerySet[Member]:
        """Every sitting member."""
        return Member.objects.sitting(self.today).select_related("chamber")

    def members(self) -> MemberQuerySet[Member]:
        """The sitting members in scope."""
        return self.all_members().filter(self._within(""))

    def everybody(self) -> MemberQuerySet[Member]:
        """The members in scope, those who left included."""
        return Member.objects.select_related("chamber").filter(self._within(""))

    def all_details(self, model: type[D]) -> QuerySet[D]:
        """Every detail of sitting members, in stored order."""
        return (
            model._default_manager.filter(sitting(self.today, "member__"))
            .select_related("member__chamber")
            .order_by("member_id", "pk")
        )

    def details(self, model: type[D]) -> QuerySet[D]:
        """The details of sitting members in scope, in stored order."""
        return self.all_details(model).filter(self._within("member__"))

    def _within(self, prefix: str) -> Q:
        limit = Q()
        if self.chambers:
            limit &= Q(**{f"{prefix}chamber__slug__in": self.chambers})
        if self.only:
            limit &= Q(**{f"{prefix}slug__in": self.only})
        return limit


def among(rows: QuerySet[M], keys: Iterable[int]) -> Iterator[M]:
    """The rows of these keys, in the order of the keys, with what the queryset selects beside them:
    for a check that streamed a few columns of all rows and wants the wrong ones whole."""
    for part in chunks(
        list(keys)
    ):  # all keys first: they may come from a statement that is still read
        found = {row.pk: row for row in rows.filter(pk__in=part).order_by()}
        yield from (found[key] for key in part if key in found)
