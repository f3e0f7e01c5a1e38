"""The changes that a reporter makes to a report, or asks for."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from typing import Any

from django.db import transaction
from django.utils import timezone

from issues.mail import notifications, staff_mail
from issues.models import Issue
from issues.models.choices import Status
from issues.triage.change import CLOSED, Actor, Verb, change
from issues.triage.status import reopen


def comment(issue: Issue, text: str, *, is_mailed: bool = True) -> list[Issue]:
    """Record that the reporter wrote again, and reopen the issue if it is closed. Staff are mailed
    in both cases if `is_mailed`.
    """
    actor = Actor(reporter=True)
    with transaction.atomic(), nullcontext() if is_mailed else staff_mail.silence():
        changed = change([issue], actor, Verb.COMMENTED, text, tuple(Status))
        if changed and changed[0].status in CLOSED:
            return reopen(changed, actor, "The reporter says that it is still wrong.", wrote=text)
        for each in changed if is_mailed else []:
            notifications.reporter_wrote(each, text)
    return changed


def confirm(issue: Issue) -> list[Issue]:
    """Record that the reporter asked for further mail about the report."""
    return change(
        [issue],
        Actor(reporter=True),
        Verb.CONFIRMED,
        "",
        tuple(Status),
        confirmed_at=timezone.now(),
    )


def erase(issue: Issue, actor: Actor, values: Mapping[str, Any]) -> list[Issue]:
    """Record that the reporter's name and address were erased. `values` replace them
    (`issues/privacy/erasure.py`).
    """
    return change(
        [issue],
        actor,
        Verb.ERASED,
        "",
        tuple(Status),
        evidence={issue.pk: values},
        erased_at=timezone.now(),
    )
