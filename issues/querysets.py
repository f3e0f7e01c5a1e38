"""Questions that are asked of issues."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.db.models.signals import post_save

from issues.vocabulary import ACTIVE

if TYPE_CHECKING:
    from issues.models import Issue


class IssueQuerySet(models.QuerySet["Issue"]):
    def bulk_create(self, objs: Iterable[Issue], *args: Any, **kwargs: Any) -> list[Issue]:
        """As Django's, and sends `post_save` for each: every new issue is mailed, however it was created."""
        with transaction.atomic(using=self.db):
            created = super().bulk_create(objs, *args, **kwargs)
            for issue in created:
                post_save.send(sender=self.model, instance=issue, created=True, update_fields=None, raw=False, using=self.db)
        return created

    def active(self) -> IssueQuerySet:
        """Those that still wait for somebody: open, in progress or snoozed."""
        return self.filter(status__in=ACTIVE)

    def of_source(self, slug: str) -> IssueQuerySet:
        """Those that the official list of that slug says, alone or with others."""
        return self.filter(source_slugs__icontains=f'"{slug}"')

    def about(self, member_pk: int, field: str) -> IssueQuerySet:
        """Those about that field of that member, reports and checks' issues alike."""
        return self.filter(member=member_pk, field=field)
