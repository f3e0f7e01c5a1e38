"""Links from an issue to the official lists it is about."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from issues.fixes.recheck import OF_SOURCES
from issues.models import Issue
from issues.models.choices import Origin
from members.lists import source_status
from members.lists.source_status import SourceStatus
from members.models import Source


def status_of_list(issue: Issue) -> SourceStatus | None:
    """Return the present status of the official list that the issue is about.

    Returns None if the issue is about anything else, or the list was deleted.
    """
    if issue.origin != Origin.CHECK or issue.check_name not in OF_SOURCES:
        return None
    slug = dict(issue.evidence.get("context") or {}).get("source", "")
    return next(iter(source_status.of(Source.objects.filter(slug=slug))), None)


def list_pages(slugs: Iterable[str]) -> dict[str, str]:
    """Return a dict of list slug to its page in the admin, without lists that were deleted."""
    found = Source.objects.filter(slug__in=list(slugs)).values_list("slug", "pk")
    return {slug: reverse("admin:members_source_change", args=[pk]) for slug, pk in found}
