"""Every change of an issue's status, whoever makes it. Each change is an event, and moves the issue's revision.

All functions take the issues as a list, so that one and many go the same way, and return those that were changed: an
issue for which the change makes no sense any more (it is resolved already, somebody else was faster) is left alone.
Each is one transaction, with the mail it causes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models.signals import post_save
from django.utils import timezone

from issues import notifications
from issues.models import Issue, IssueEvent, Run
from issues.notifications import Digest
from issues.vocabulary import ACTIVE, DismissalReason, Priority, Status

if TYPE_CHECKING:
    from django.contrib.auth.models import User

Verb = IssueEvent.Verb

CLOSED = (Status.RESOLVED, Status.DISMISSED)


@dataclass(frozen=True)
class Actor:
    """Who makes a change: a user, a run, the reporter, or (nothing given) the site itself."""

    user: User | None = None
    run: Run | None = None
    reporter: bool = False
    digest: Digest | None = None


def opened(issues: Iterable[Issue], actor: Actor) -> list[Issue]:
    """Store new issues in bulk, with an event each and `post_save` for each, which mails them."""
    with transaction.atomic():
        created = Issue.objects.bulk_create([_prepared(issue, actor) for issue in issues], batch_size=500)
        _record(created, actor, Verb.OPENED)
        for issue in created:
            post_save.send(sender=Issue, instance=issue, created=True, update_fields=None, raw=False, using=issue._state.db)
    return created


def updated(issues: Iterable[Issue], actor: Actor, evidence: Mapping[int, Mapping[str, Any]]) -> list[Issue]:
    """Give issues other evidence: `evidence` maps their keys to new field values. Nobody is mailed."""
    changed = []
    with transaction.atomic():
        for issue in _locked(issues, ACTIVE):
            old = {"observed": issue.observed, "expected": issue.expected}
            _set(issue, **evidence[issue.pk])
            _record([issue], actor, Verb.UPDATED, old=old, new={"observed": issue.observed, "expected": issue.expected})
            changed.append(issue)
    return changed


def reopen(issues: Iterable[Issue], actor: Actor, why: str = "", evidence: Mapping[int, Mapping[str, Any]] | None = None) -> list[Issue]:
    """Open closed issues again, and wake snoozed ones, saying why. Staff are mailed, and the reporter who asked for it."""
    changed = []
    with transaction.atomic():
        for issue in _locked(issues, (*CLOSED, Status.SNOOZED)):
            verb = Verb.WOKEN if issue.status == Status.SNOOZED else Verb.REOPENED
            old = _state(issue)
            _set(
                issue,
                status=Status.OPEN,
                snoozed_until=None,
                dismissal_reason="",
                dismissed_until=None,
                resolved_at=None,
                **(evidence or {}).get(issue.pk, {}),
            )
            _record([issue], actor, verb, note=why, old=old, new=_state(issue))
            notifications.issue_reopened(issue, why, actor.digest)
            changed.append(issue)
    return changed


def resolve(issues: Iterable[Issue], actor: Actor, note: str = "") -> list[Issue]:
    """Close active issues as put right. The reporter who asked for it is mailed."""
    return _change(issues, actor, Verb.RESOLVED, note, ACTIVE, status=Status.RESOLVED, snoozed_until=None, resolved_at=timezone.now())


def dismiss(issues: Iterable[Issue], actor: Actor, reason: DismissalReason, until: date | None = None, note: str = "") -> list[Issue]:
    """Close active issues as not to be acted on, for a reason and, if given, until a day on which the check may say it again."""
    return _change(
        issues, actor, Verb.DISMISSED, note, ACTIVE,
        status=Status.DISMISSED, snoozed_until=None, dismissal_reason=reason, dismissed_until=until, resolved_at=timezone.now(),
    )  # fmt: skip


def take(issues: Iterable[Issue], actor: Actor) -> list[Issue]:
    """Make the actor's user responsible and the issues in progress."""
    return _change(issues, actor, Verb.TAKEN, "", ACTIVE, status=Status.IN_PROGRESS, snoozed_until=None, assignee=actor.user)


def assign(issues: Iterable[Issue], actor: Actor, to: User | None, note: str = "") -> list[Issue]:
    """Make a user, or nobody, responsible."""
    return _change(issues, actor, Verb.ASSIGNED, note, ACTIVE, assignee=to)


def prioritise(issues: Iterable[Issue], actor: Actor, priority: Priority) -> list[Issue]:
    """Set staff's order."""
    return _change(issues, actor, Verb.PRIORITISED, "", tuple(Status), priority=priority)


def snooze(issues: Iterable[Issue], actor: Actor, until: date, note: str = "") -> list[Issue]:
    """Put active issues away until a day. Raises ValueError when that day is not in the future."""
    if until <= timezone.localdate():
        raise ValueError("An issue can be snoozed only until a day in the future.")
    return _change(issues, actor, Verb.SNOOZED, note, ACTIVE, status=Status.SNOOZED, snoozed_until=until)


def note(issues: Iterable[Issue], actor: Actor, text: str) -> list[Issue]:
    """Write a note that staff alone see. Raises ValueError when it is blank."""
    if not text.strip():
        raise ValueError("A note needs some text.")
    return _change(issues, actor, Verb.NOTED, text, tuple(Status))


def comment(issue: Issue, text: str) -> list[Issue]:
    """The reporter wrote again: kept as a note; a closed issue is opened again, and staff are mailed either way."""
    actor = Actor(reporter=True)
    with transaction.atomic():
        changed = _change([issue], actor, Verb.COMMENTED, text, tuple(Status))
        if changed and changed[0].status in CLOSED:
            return reopen(changed, actor, "The reporter says that it is still wrong.")
        for each in changed:
            notifications.reporter_wrote(each)
    return changed


def confirm(issue: Issue) -> list[Issue]:
    """The reporter asked for further mail about the report."""
    return _change([issue], Actor(reporter=True), Verb.CONFIRMED, "", tuple(Status), confirmed_at=timezone.now())


def _change(issues: Iterable[Issue], actor: Actor, verb: Verb, text: str, allowed: Collection[int], **values: Any) -> list[Issue]:
    changed = []
    with transaction.atomic():
        for issue in _locked(issues, allowed):
            old = _state(issue)
            _set(issue, **values)
            changed.append(issue)
            _record([issue], actor, verb, note=text, old=old, new=_state(issue))
            if issue.status != old["status"] and issue.status in CLOSED:
                notifications.issue_closed(issue)
    return changed


def _locked(issues: Iterable[Issue], allowed: Collection[int]) -> list[Issue]:
    """Fresh copies of those issues that are in one of the allowed states and not newer than the copy given."""
    given = {issue.pk: issue for issue in issues}
    fresh = Issue.objects.select_for_update().filter(pk__in=given, status__in=allowed).order_by("pk")
    return [issue for issue in fresh if issue.revision == given[issue.pk].revision]


def _prepared(issue: Issue, actor: Actor) -> Issue:
    issue.run = actor.run
    issue.mail_digest = actor.digest
    return issue


def _set(issue: Issue, /, **values: Any) -> None:
    for name, value in values.items():
        setattr(issue, name, value)
    issue.revision += 1
    issue.save(update_fields=[*values, "revision"])


def _state(issue: Issue) -> dict[str, Any]:
    """What an event remembers of an issue before and after."""
    return {
        "status": issue.status,
        "assignee": issue.assignee_id,
        "priority": issue.priority,
        "snoozed_until": issue.snoozed_until and issue.snoozed_until.isoformat(),
        "dismissal_reason": issue.dismissal_reason,
        "dismissed_until": issue.dismissed_until and issue.dismissed_until.isoformat(),
    }


def _record(
    issues: Iterable[Issue],
    actor: Actor,
    verb: Verb,
    note: str = "",
    old: Mapping[str, Any] | None = None,
    new: Mapping[str, Any] | None = None,
) -> None:
    changed = {name for name in new or {} if (old or {}).get(name) != (new or {})[name]}
    IssueEvent.objects.bulk_create(
        [
            IssueEvent(
                issue=issue,
                verb=verb,
                user=actor.user,
                run=actor.run,
                by_reporter=actor.reporter,
                note=note,
                old={name: value for name, value in (old or {}).items() if name in changed},
                new={name: value for name, value in (new or {}).items() if name in changed},
            )
            for issue in issues
        ],
        batch_size=500,
    )
