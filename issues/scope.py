"""What a check may look at, and what of it may be reported."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from django.db.models import QuerySet

from members.models import Detail, Member
from members.querysets import MemberQuerySet, sitting

D = TypeVar("D", bound=Detail)


@dataclass(frozen=True)
class Scope:
    """`today` is the day the checks speak of; `chambers` limits what may be reported and resolved (none: no limit).

    `members` and `details` are limited to the scope; `all_members` and `all_details` are what it is compared with.
    """

    today: date
    chambers: frozenset[str] = field(default_factory=frozenset)

    def includes(self, chambers: Iterable[str]) -> bool:
        """Is any of these chambers in the scope?"""
        return not self.chambers or not self.chambers.isdisjoint(chambers)

    def all_members(self) -> MemberQuerySet:
        """Every sitting member."""
        return Member.objects.sitting(self.today).select_related("chamber")

    def members(self) -> MemberQuerySet:
        """The sitting members in scope."""
        members = self.all_members()
        return members.filter(chamber__slug__in=self.chambers) if self.chambers else members

    def all_details(self, model: type[D]) -> QuerySet[D]:
        """Every detail of sitting members, in stored order."""
        return model._default_manager.filter(sitting(self.today, "member__")).select_related("member__chamber").order_by("member_id", "pk")

    def details(self, model: type[D]) -> QuerySet[D]:
        """The details of sitting members in scope, in stored order."""
        details = self.all_details(model)
        return details.filter(member__chamber__slug__in=self.chambers) if self.chambers else details
