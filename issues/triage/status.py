"""The changes that move an issue to another status, or store a new one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone

from issues.mail import notifications
from issues.models import Issue, IssueEvent, flapping
from issues.models.choices import ACTIVE, DismissalReason, Status
from issues.triage.change import CLOSED, Actor, ValuesByIssue, Verb, change, event, log
from members.chunks import CHUNK


def open_issues(issues: Iterable[Issue], actor: Actor) -> list[Issue]:
    """Store new issues in bulk, with an event each. `post_save` of each sends its mail."""
    with transaction.atomic():
        new = [_prepared(issue, actor) for issue in issues]
        prefetch_related_objects(new, "member", "chamber")  # the mails name both
        created = Issue.objects.bulk_create(new, batch_size=CHUNK)
        IssueEvent.objects.bulk_create(
            [event(issue, actor, Verb.OPENED, "", {}, {}) for issue in created], batch_size=CHUNK
        )
        log(created, Verb.OPENED)
    return created


def _prepared(issue: Issue, actor: Actor) -> Issue:
    issue.run = actor.run
    return issue


def update(issues: Iterable[Issue], actor: Actor, evidence: ValuesByIssue) -> list[Issue]:
    """Give active issues new evidence. `evidence` maps their keys to new field values. Nobody is
    mailed.
    """
    return change(issues, actor, Verb.UPDATED, "", ACTIVE, evidence=evidence)


def reopen(
    issues: Iterable[Issue],
    actor: Actor,
    why: str = "",
    evidence: ValuesByIssue | None = None,
    wrote: str = "",
) -> list[Issue]:
    """Open closed issues again, and wake snoozed ones.

    `why` is the reason, and `wrote` the reporter's words if they caused it. Staff are mailed, and
    reporters who asked for mail. Of an issue that checks open again and again, staff get one more
    mail, and then it is listed in the daily digest (`issues/models/flapping.py`).
    """
    values = {
        "status": Status.OPEN,
        "snoozed_until": None,
        "dismissal_reason": "",
        "dismissed_until": None,
        "resolved_at": None,
    }
    issues, now = list(issues), timezone.now()
    comes_and_goes = (
        {} if actor.is_by_person else {issue.pk: flapping.reopened(issue, now) for issue in issues}
    )
    again = {
        issue.pk: {**(evidence or {}).get(issue.pk, {}), **comes_and_goes.get(issue.pk, {})}
        for issue in issues
    }
    with transaction.atomic():
        reopened = change(issues, actor, Verb.REOPENED, why, CLOSED, evidence=again, **values)
        woken = change(
            issues, actor, Verb.WOKEN, why, (Status.SNOOZED,), evidence=evidence, **values
        )
        for issue in (*reopened, *woken):
            if issue.reopened_at != now or not flapping.is_left_to_daily(issue):
                notifications.issue_reopened(issue, why, wrote)
    return [*reopened, *woken]


def resolve(issues: Iterable[Issue], actor: Actor, note: str = "") -> list[Issue]:
    """Close active issues as put right. Reporters who asked for mail are mailed."""
    return change(
        issues,
        actor,
        Verb.RESOLVED,
        note,
        ACTIVE,
        status=Status.RESOLVED,
        snoozed_until=None,
        resolved_at=timezone.now(),
    )


def dismiss(
    issues: Iterable[Issue],
    actor: Actor,
    reason: DismissalReason,
    until: date | None = None,
    note: str = "",
    evidence: ValuesByIssue | None = None,
) -> list[Issue]:
    """Close active issues as not to be acted on.

    Needs a reason. After the day `until`, if given, the check may report the issue again.
    """
    return change(
        issues, actor, Verb.DISMISSED, note, ACTIVE, evidence=evidence,
        status=Status.DISMISSED, snoozed_until=None, dismissal_reason=reason, dismissed_until=until,
        resolved_at=timezone.now(), reopened_at=None, flapping_since=None,
    )  # fmt: skip


def snooze(issues: Iterable[Issue], actor: Actor, until: date, note: str = "") -> list[Issue]:
    """Put active issues away until a day. Raises ValueError if that day is not in the future."""
    if until <= timezone.localdate():
        raise ValueError("An issue can be snoozed only until a day in the future.")
    return change(
        issues, actor, Verb.SNOOZED, note, ACTIVE, status=Status.SNOOZED, snoozed_until=until
    )


def take(issues: Iterable[Issue], actor: Actor) -> list[Issue]:
    """Assign active issues to the actor's user and set them in progress."""
    return change(
        issues,
        actor,
        Verb.TAKEN,
        "",
        ACTIVE,
        status=Status.IN_PROGRESS,
        snoozed_until=None,
        assignee=actor.user,
    )
