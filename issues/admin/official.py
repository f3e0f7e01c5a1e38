"""The way from an issue about an official list to that list."""

from __future__ import annotations

from issues.models import Issue
from issues.recheck import OF_SOURCES
from issues.vocabulary import Origin
from members import standings
from members.models import Source
from members.standings import Standing


def of(issue: Issue) -> Standing | None:
    """How the list stands now that the issue is about; None for an issue about anything else, or a list that is no more."""
    if issue.origin != Origin.CHECK or issue.check_name not in OF_SOURCES:
        return None
    slug = dict(issue.evidence.get("context") or {}).get("source", "")
    return next(iter(standings.of(Source.objects.filter(slug=slug))), None)
