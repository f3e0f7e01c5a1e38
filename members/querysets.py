"""Questions that are asked of members."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone

if TYPE_CHECKING:
    from members.models import Member  # noqa: F401


def sitting(today: date, prefix: str = "") -> Q:
    """The condition for sitting on that day: `ended_on` is blank or after it. `prefix` leads to the member, as in `member__`."""
    return Q(**{f"{prefix}ended_on": None}) | Q(**{f"{prefix}ended_on__gt": today})


class MemberQuerySet(models.QuerySet["Member"]):
    def sitting(self, today: date | None = None) -> MemberQuerySet:
        """Members who sit on that day; today in TIME_ZONE when none is given."""
        return self.filter(sitting(today or timezone.localdate()))
