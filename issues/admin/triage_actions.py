"""The actions on one or many issues: the label of each, its form, and its function in `triage`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.db import transaction

from issues import triage
from issues.admin.filters import NO_CHECK
from issues.admin.forms import (
    ActForm,
    AssignForm,
    DismissForm,
    NoteForm,
    PriorityForm,
    ReopenForm,
    ResolveForm,
    SnoozeForm,
)
from issues.mail.staff_mail import StaffMail
from issues.models import Issue
from issues.models.choices import ACTIVE, DismissalReason, Priority, Severity, Status
from issues.triage import Actor

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Act:
    """An action on issues. `done` completes "3 issues ..."; `statuses` are those in which it is
    possible."""

    name: str
    label: str
    done: str
    form: type[ActForm]
    apply: Callable[[Iterable[Issue], Actor, Values], list[Issue]]
    statuses: Collection[int] = ACTIVE

    @property
    def asks(self) -> bool:
        """True if the form has fields."""
        return bool(self.form.base_fields)

    @property
    def in_bulk(self) -> str:
        """Return the label in the menu of the list, with an ellipsis if a form follows."""
        return f"{self.label} …" if self.asks else self.label


ACTS = {
    act.name: act
    for act in (
        Act(
            "take", "Take", "taken", ActForm,
            lambda issues, actor, given: triage.take(issues, actor),
        ),
        Act(
            "resolve", "Resolve", "resolved", ResolveForm,
            lambda issues, actor, given: triage.resolve(issues, actor, given["note"]),
        ),
        Act(
            "snooze", "Snooze", "snoozed", SnoozeForm,
            lambda issues, actor, given: triage.snooze(
                issues, actor, given["until"], given["note"]
            ),
        ),
        Act(
            "dismiss", "Dismiss", "dismissed", DismissForm,
            lambda issues, actor, given: triage.dismiss(
                issues, actor, DismissalReason(given["reason"]), given["until"], given["note"]
            ),
        ),
        Act(
            "reopen", "Reopen", "reopened", ReopenForm,
            lambda issues, actor, given: triage.reopen(issues, actor, given["note"]),
            (*triage.CLOSED, Status.SNOOZED),
        ),
        Act(
            "assign", "Assign", "assigned", AssignForm,
            lambda issues, actor, given: triage.assign(issues, actor, given["to"], given["note"]),
        ),
        Act(
            "note", "Write a note", "noted", NoteForm,
            lambda issues, actor, given: triage.note(issues, actor, given["text"]),
            tuple(Status),
        ),
        Act(
            "priority", "Set priority", "given another priority", PriorityForm,
            lambda issues, actor, given: triage.prioritise(
                issues, actor, Priority(given["priority"])
            ),
            tuple(Status),
        ),
    )
}  # fmt: skip


def apply(act: Act, issues: Iterable[Issue], actor: Actor, form: forms.Form) -> list[Issue]:
    """Act on all issues in one transaction, and return those that were changed.

    The form must have been validated. Staff get single mails about the first 20 issues, the gravest
    ones, and one digest for each check about the others.
    """
    changed: list[Issue] = []
    with transaction.atomic(), StaffMail() as mail:
        for (_, check), group in groupby(sorted(issues, key=_check), key=_check):
            with mail.digest(check):
                changed += act.apply(list(group), actor, form.cleaned_data)
    return changed


def _check(issue: Issue) -> tuple[int, str]:
    """Return the key that sorts by severity, with issues that have none last, then by check."""
    rank = Severity(issue.severity).rank if issue.severity else len(Severity)
    return rank, issue.check_name or NO_CHECK
