"""Questions that are asked of issues."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self, TypeVar

from django.db import models, transaction
from django.db.models.signals import post_save

from issues.models.choices import ACTIVE

Row = TypeVar("Row", bound=models.Model)


class IssueQuerySet(models.QuerySet[Row]):
    """Generic, as the model imports this module, not the other way round: `IssueQuerySet[Issue]`."""

    def bulk_create(self, objs: Iterable[Row], *args: Any, **kwargs: Any) -> list[Row]:
        """As Django's, and sends `post_save` for each: every new issue is mailed, however it was
        created."""
        with transaction.atomic(using=self.db):
            created = super().bulk_create(objs, *args, **kwargs)
            for issue in created:
                post_save.send(
                    sender=self.model,
                    instance=issue,
                    created=True,
                    update_fields=None,
                    raw=False,
                    using=self.db,
                )
        return created

    def active(self) -> Self:
        """Those that still wait for somebody: open, in progress or snoozed."""
        return self.filter(status__in=ACTIVE)

    def of_source(self, slug: str) -> Self:
        """Those that the official list of that slug says, alone or with others."""
        return self.filter(source_slugs__icontains=f'"{slug}"')

    def about(self, member_pk: int, field: str) -> Self:
        """Those about that field of that member, reports and checks' issues alike."""
        return self.filter(member=member_pk, field=field)
