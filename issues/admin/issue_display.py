"""The contents of an issue's page: its evidence, its events in words, and related records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Case, Q, QuerySet, Value, When
from django.utils.text import Truncator, capfirst

from issues.admin import list_links
from issues.models import Issue, IssueEvent
from issues.models.choices import ACTIVE, DismissalReason, Origin, Priority, Status
from members import fields
from members.contact import is_web
from members.models import Member

RELATED = 20
HEADING = 150
WORDS = {
    "status": "status",
    "assignee": "assignee",
    "priority": "priority",
    "snoozed_until": "until",
}
WORDS |= {
    "dismissal_reason": "reason",
    "dismissed_until": "until",
    "observed": "listed now",
    "expected": "should be",
}


def kind(issue: Issue) -> str:
    """Return the severity, or "report" or "note" for an issue that people wrote."""
    return issue.severity or {Origin.PUBLIC.value: "report", Origin.STAFF.value: "note"}.get(
        issue.origin, "info"
    )


def heading(issue: Issue) -> str:
    """Return on one line what the issue is about. The text of a report follows below it."""
    if issue.origin != Origin.PUBLIC:
        return issue.summary
    about = ": ".join(part for part in (issue.label, fields.label(issue.field)) if part)
    return Truncator(f"Report about {about}" if about else "Report from the site").chars(HEADING)


#: The words for an event after its actor's name, where the label of the verb does not fit there.
ACTIONS = {
    IssueEvent.Verb.UPDATED.value: "found other evidence",
    IssueEvent.Verb.PRIORITISED.value: "set the priority",
    IssueEvent.Verb.CONFIRMED.value: "asked for mail",
    IssueEvent.Verb.COMMENTED.value: "wrote again",
    IssueEvent.Verb.FIXED.value: "applied a fix",
    IssueEvent.Verb.UNDONE.value: "undid a fix",
    IssueEvent.Verb.ERASED.value: "erased the reporter's name and address",
    IssueEvent.Verb.REDACTED.value: "redacted a value",
}


@dataclass(frozen=True)
class EventEntry:
    """One event in words. `changes` lists what it changed, as (what, before, after)."""

    event: IssueEvent
    changes: list[tuple[str, str, str]]

    @property
    def action(self) -> str:
        """Return what the actor did, to follow the actor's name."""
        return ACTIONS.get(self.event.verb) or self.event.get_verb_display()


def events(issue: Issue) -> list[EventEntry]:
    """Return everything that happened to the issue, the newest last."""
    found = list(issue.events.select_related("user", "run"))
    keys = {
        key
        for event in found
        for change in (event.old, event.new)
        if isinstance(key := change.get("assignee"), int)
    }
    people = (
        {user.pk: str(user) for user in get_user_model().objects.filter(pk__in=keys)}
        if keys
        else {}
    )
    return [
        EventEntry(event, [_change(event, name, people) for name in WORDS if name in event.new])
        for event in found
    ]


def _change(event: IssueEvent, name: str, people: dict[int, str]) -> tuple[str, str, str]:
    return (
        WORDS[name],
        _in_words(name, event.old.get(name), people),
        _in_words(name, event.new[name], people),
    )


def _in_words(name: str, value: Any, people: dict[int, str]) -> str:
    """Return the value in words, or unchanged if the site would not write such a value."""
    try:
        return _words_of(name, value, people)
    except (TypeError, ValueError):
        return str(value)


def _words_of(name: str, value: Any, people: dict[int, str]) -> str:
    if name == "assignee":
        return people.get(value, "a deleted user") if value else "nobody"
    if value in ("", None):
        return "none"
    if name == "status":
        return Status(value).label
    if name == "priority":
        return Priority(value).label
    if name == "dismissal_reason":
        return DismissalReason(value).label
    return f"{date.fromisoformat(value):%-d %B %Y}" if name.endswith("_until") else str(value)


def context(issue: Issue) -> list[tuple[str, str, str]]:
    """Return the context of the evidence as (name, value, address).

    The address is the admin's page of an official list, else "". The copy's key is left out, as the
    value of each list names its copy.
    """
    values = {
        name: str(value)
        for name, value in dict(issue.evidence.get("context") or {}).items()
        if name != "copy"
    }
    lists = list_links.list_pages(values) if issue.source_slugs else {}
    return [
        (name if name in lists else capfirst(name.replace("_", " ")), value, lists.get(name, ""))
        for name, value in values.items()
    ]


def web_address(text: str) -> str:
    """Return the text if it is a web address, else ""."""
    return text if is_web(text.strip()) else ""


def concerned(issue: Issue) -> QuerySet[Member]:
    """Return the members whom an issue about a group concerns."""
    slugs = issue.member_slugs if issue.member_id is None else []
    return (
        Member.objects.filter(slug__in=slugs)
        .select_related("chamber", "party", "electorate")
        .order_by("slug")
    )


def related(issue: Issue) -> list[Issue]:
    """Return up to RELATED other issues about the same members: those about the same field first,
    then active ones, then the newest."""
    slugs = set(issue.member_slugs) | ({issue.member.slug} if issue.member else set())
    about = Q(member__slug__in=slugs)
    for slug in sorted(slugs)[:RELATED]:
        about |= Q(member_slugs__icontains=f'"{slug}"')
    if not slugs:
        return []
    order = [
        Case(When(condition, then=Value(0)), default=Value(1))
        for condition in (Q(field=issue.field), Q(status__in=ACTIVE))
    ]
    others = Issue.objects.filter(about).exclude(pk=issue.pk).select_related("member", "assignee")
    return list(others.order_by(*order, "-first_seen", "-pk")[:RELATED])
