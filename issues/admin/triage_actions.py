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
    AssignForm,
    DismissForm,
    NoteForm,
    PriorityForm,
    ReopenForm,
    ResolveForm,
    SnoozeForm,
    TriageForm,
)
from issues.mail.staff_mail import StaffMail
from issues.models import Issue
from issues.models.choices import ACTIVE, DismissalReason, Priority, Severity, Status
from issues.triage import Actor

Values = Mapping[str, Any]


@dataclass(frozen=True)
class TriageAction:
    """An action on issues. `done` completes "3 issues ..."; `statuses` are those in which it is
    possible."""

    name: str
    label: str
    done: str
    form: type[TriageForm]
    apply: Callable[[Iterable[Issue], Actor, Values], list[Issue]]
    statuses: Collection[int] = ACTIVE

    @property
    def has_fields(self) -> bool:
        """True if the form has fields."""
        return bool(self.form.base_fields)

    @property
    def menu_label(self) -> str:
        """Return the label in the menu of the list, with an ellipsis if a form follows."""
        return f"{self.label} …" if self.has_fields else self.label


TRIAGE_ACTIONS = {
    action.name: action
    for action in (
        TriageAction(
            "take", "Take", "taken", TriageForm,
            lambda issues, actor, given: triage.take(issues, actor),
        ),
        TriageAction(
            "resolve", "Resolve", "resolved", ResolveForm,
            lambda issues, actor, given: triage.resolve(issues, actor, given["note"]),
        ),
        TriageAction(
            "snooze", "Snooze", "snoozed", SnoozeForm,
            lambda issues, actor, given: triage.snooze(
                issues, actor, given["until"], given["note"]
            ),
        ),
        TriageAction(
            "dismiss", "Dismiss", "dismissed", DismissForm,
            lambda issues, actor, given: triage.dismiss(
                issues, actor, DismissalReason(given["reason"]), given["until"], given["note"]
            ),
        ),
        TriageAction(
            "reopen", "Reopen", "reopened", ReopenForm,
            lambda issues, actor, given: triage.reopen(issues, actor, given["note"]),
            (*triage.CLOSED, Status.SNOOZED),
        ),
        TriageAction(
            "assign", "Assign", "assigned", AssignForm,
            lambda issues, actor, given: triage.assign(issues, actor, given["to"], given["note"]),
        ),
        TriageAction(
            "note", "Write a note", "given a note", NoteForm,
            lambda issues, actor, given: triage.note(issues, actor, given["text"]),
            tuple(Status),
        ),
        TriageAction(
            "priority", "Set priority", "given another priority", PriorityForm,
            lambda issues, actor, given: triage.prioritise(
                issues, actor, Priority(given["priority"])
            ),
            tuple(Status),
        ),
    )
}  # fmt: skip


def apply(
    action: TriageAction, issues: Iterable[Issue], actor: Actor, form: forms.Form
) -> list[Issue]:
    """Act on all issues in one transaction, and return those that were changed.

    The form must have been validated. Staff get single mails about the first 20 issues, the gravest
    ones, and one digest for each check about the others.
    """
    changed: list[Issue] = []
    with transaction.atomic(), StaffMail() as mail:
        for (_, check), group in groupby(sorted(issues, key=_check), key=_check):
            with mail.digest(check):
                changed += action.apply(list(group), actor, form.cleaned_data)
    return changed


def _check(issue: Issue) -> tuple[int, str]:
    """Return the key that sorts by severity, with issues that have none last, then by check."""
    rank = Severity(issue.severity).rank if issue.severity else len(Severity)
    return rank, issue.check_name or NO_CHECK
