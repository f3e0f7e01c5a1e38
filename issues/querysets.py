"""Questions that are asked of issues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from issues.vocabulary import ACTIVE

if TYPE_CHECKING:
    from issues.models import Issue  # noqa: F401


class IssueQuerySet(models.QuerySet["Issue"]):
    def active(self) -> IssueQuerySet:
        """Those that still wait for somebody: open, in progress or snoozed."""
        return self.filter(status__in=ACTIVE)

    def about(self, member_pk: int, field: str) -> IssueQuerySet:
        """Those about that field of that member, reports and checks' issues alike."""
        return self.filter(member=member_pk, field=field)
