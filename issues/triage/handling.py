"""The changes that leave an issue's status as it is: who deals with it, notes and fixes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from issues.models import Issue
from issues.models.choices import ACTIVE, Priority, Status
from issues.triage.change import Actor, ValuesByIssue, Verb, change

if TYPE_CHECKING:
    from django.contrib.auth.models import User

WITHDRAWN = "A fix would have changed something that was deleted. It was removed or replaced."


def assign(issues: Iterable[Issue], actor: Actor, to: User | None, note: str = "") -> list[Issue]:
    """Assign active issues to a user, or to nobody."""
    return change(issues, actor, Verb.ASSIGNED, note, ACTIVE, assignee=to)


def prioritise(issues: Iterable[Issue], actor: Actor, priority: Priority) -> list[Issue]:
    """Set the order in which staff deal with issues."""
    return change(issues, actor, Verb.PRIORITISED, "", tuple(Status), priority=priority)


def note(issues: Iterable[Issue], actor: Actor, text: str) -> list[Issue]:
    """Add a note that only staff see. Raises ValueError if it is blank."""
    if not text.strip():
        raise ValueError("A note needs some text.")
    return change(issues, actor, Verb.NOTED, text, tuple(Status))


def record_fix(issue: Issue, actor: Actor, label: str) -> list[Issue]:
    """Record that a fix of this issue was applied."""
    return change([issue], actor, Verb.FIXED, label, tuple(Status))


def record_undo(issue: Issue, actor: Actor, label: str) -> list[Issue]:
    """Record that a fix of this issue was undone."""
    return change([issue], actor, Verb.UNDONE, label, tuple(Status))


def withdraw_fixes(issues: Iterable[Issue], fixes: ValuesByIssue) -> list[Issue]:
    """Remove fixes from issues, whatever their status, because the rows that they would change were
    deleted.

    `fixes` maps the issues' keys to new field values.
    """
    return change(issues, Actor(), Verb.NOTED, WITHDRAWN, tuple(Status), evidence=fixes)


def record_redaction(issues: Iterable[Issue]) -> list[Issue]:
    """Record that a value was redacted from the issues (`issues/privacy/redaction.py`)."""
    return change(issues, Actor(), Verb.REDACTED, "", tuple(Status))
