"""The queries that are asked of issues."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self, TypeVar

from django.db import models, transaction
from django.db.models.signals import post_save

from issues.models.choices import ACTIVE

Row = TypeVar("Row", bound=models.Model)


class IssueQuerySet(models.QuerySet[Row]):
    """The manager's methods of Issue. Generic in the model, as the model imports this module."""

    def bulk_create(self, objs: Iterable[Row], *args: Any, **kwargs: Any) -> list[Row]:
        """Create as Django does, and send `post_save` for each row.

        Every new issue is mailed that way, however it is created.
        """
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
        """Return the issues that still wait for somebody: open, in progress or snoozed."""
        return self.filter(status__in=ACTIVE)

    def of_source(self, slug: str) -> Self:
        """Return the issues that rest on the official list with this slug, alone or with others."""
        return self.filter(source_slugs__icontains=f'"{slug}"')

    def about(self, member_pk: int, field: str) -> Self:
        """Return the issues about this field of this member, both reports and checks' issues."""
        return self.filter(member=member_pk, field=field)
