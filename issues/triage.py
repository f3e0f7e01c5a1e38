"""Every change of an issue's status, whoever makes it. Each change is an event, and moves the
issue's revision.

All functions take the issues as a list, so that one and many go the same way, and return those that
were changed: an issue for which the change makes no sense any more (it is resolved already,
somebody else was faster) is left alone. Each is one transaction, with the mail it causes. Longer
than most, as all verbs go through the one `_change` at the end.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from issues.mail import notifications, staff_mail
from issues.models import Issue, IssueEvent, Run, flapping
from issues.models.choices import ACTIVE, DismissalReason, Priority, Status
from members.chunks import CHUNK, chunks

if TYPE_CHECKING:
    from django.contrib.auth.models import User

logger = logging.getLogger(__name__)

Verb = IssueEvent.Verb

CLOSED = (Status.RESOLVED, Status.DISMISSED)

#: Field values for each issue of its own, by the issue's key.
Evidence = Mapping[int, Mapping[str, Any]]

WITHDRAWN = "What a fix would change was deleted: the fix was taken off, or made anew."


@dataclass(frozen=True)
class Actor:
    """Who makes a change: a user, a run, the reporter, or (nothing given) the site itself.

    `follows` says that the site looks again because somebody edited, fixed, undid or restored
    something.
    """

    user: User | None = None
    run: Run | None = None
    reporter: bool = False
    follows: bool = False

    @property
    def is_by_person(self) -> bool:
        """True if a person does it, or it follows from what a person did."""
        return self.user is not None or self.reporter or self.follows


def opened(issues: Iterable[Issue], actor: Actor) -> list[Issue]:
    """Store new issues in bulk, with an event each; `post_save` of each mails it."""
    with transaction.atomic():
        created = Issue.objects.bulk_create(
            [_prepared(issue, actor) for issue in issues], batch_size=CHUNK
        )
        IssueEvent.objects.bulk_create(
            [_event(issue, actor, Verb.OPENED, "", {}, {}) for issue in created], batch_size=CHUNK
        )
        _log(created, Verb.OPENED)
    return created


def updated(issues: Iterable[Issue], actor: Actor, evidence: Evidence) -> list[Issue]:
    """Give active issues other evidence: `evidence` maps their keys to new field values. Nobody is
    mailed."""
    return _change(issues, actor, Verb.UPDATED, "", ACTIVE, evidence=evidence)


def reopen(
    issues: Iterable[Issue],
    actor: Actor,
    why: str = "",
    evidence: Evidence | None = None,
    wrote: str = "",
) -> list[Issue]:
    """Open closed issues again, and wake snoozed ones, saying why. Staff are mailed, and the
    reporter who asked for it.

    Of one that checks open again and again, staff are mailed once more, and then the daily digest
    tells (`issues/models/flapping.py`).
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
        reopened = _change(issues, actor, Verb.REOPENED, why, CLOSED, evidence=again, **values)
        woken = _change(
            issues, actor, Verb.WOKEN, why, (Status.SNOOZED,), evidence=evidence, **values
        )
        for issue in (*reopened, *woken):
            if issue.reopened_at != now or not flapping.is_left_to_daily(issue):
                notifications.issue_reopened(issue, why, wrote)
    return [*reopened, *woken]


def resolve(issues: Iterable[Issue], actor: Actor, note: str = "") -> list[Issue]:
    """Close active issues as put right. The reporter who asked for it is mailed."""
    return _change(
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
    evidence: Evidence | None = None,
) -> list[Issue]:
    """Close active issues as not to be acted on, for a reason and, if given, until a day on which
    the check may say it again."""
    return _change(
        issues, actor, Verb.DISMISSED, note, ACTIVE, evidence=evidence,
        status=Status.DISMISSED, snoozed_until=None, dismissal_reason=reason, dismissed_until=until, resolved_at=timezone.now(),
        reopened_at=None, flapping_since=None,
    )  # fmt: skip


def take(issues: Iterable[Issue], actor: Actor) -> list[Issue]:
    """Make the actor's user responsible and the issues in progress."""
    return _change(
        issues,
        actor,
        Verb.TAKEN,
        "",
        ACTIVE,
        status=Status.IN_PROGRESS,
        snoozed_until=None,
        assignee=actor.user,
    )


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
    return _change(
        issues, actor, Verb.SNOOZED, note, ACTIVE, status=Status.SNOOZED, snoozed_until=until
    )


def note(issues: Iterable[Issue], actor: Actor, text: str) -> list[Issue]:
    """Write a note that staff alone see. Raises ValueError when it is blank."""
    if not text.strip():
        raise ValueError("A note needs some text.")
    return _change(issues, actor, Verb.NOTED, text, tuple(Status))


def withdrawn(issues: Iterable[Issue], fixes: Evidence) -> list[Issue]:
    """Take fixes off issues, whatever their status, because what they would change was deleted.
    `fixes` maps keys to what is left."""
    return _change(issues, Actor(), Verb.NOTED, WITHDRAWN, tuple(Status), evidence=fixes)


def fixed(issue: Issue, actor: Actor, label: str) -> list[Issue]:
    """Record that a fix of this issue was put into effect."""
    return _change([issue], actor, Verb.FIXED, label, tuple(Status))


def unfixed(issue: Issue, actor: Actor, label: str) -> list[Issue]:
    """Record that a fix of this issue was taken back."""
    return _change([issue], actor, Verb.UNDONE, label, tuple(Status))


def comment(issue: Issue, text: str, *, is_mailed: bool = True) -> list[Issue]:
    """The reporter wrote again: kept as a note; a closed issue is opened again, and staff are
    mailed either way if `is_mailed`."""
    actor = Actor(reporter=True)
    with transaction.atomic(), nullcontext() if is_mailed else staff_mail.silence():
        changed = _change([issue], actor, Verb.COMMENTED, text, tuple(Status))
        if changed and changed[0].status in CLOSED:
            return reopen(changed, actor, "The reporter says that it is still wrong.", wrote=text)
        for each in changed if is_mailed else []:
            notifications.reporter_wrote(each, text)
    return changed


def confirm(issue: Issue) -> list[Issue]:
    """The reporter asked for further mail about the report."""
    return _change(
        [issue],
        Actor(reporter=True),
        Verb.CONFIRMED,
        "",
        tuple(Status),
        confirmed_at=timezone.now(),
    )


def erase(issue: Issue, actor: Actor, values: Mapping[str, Any]) -> list[Issue]:
    """The reporter's name and address were erased: those values stand instead
    (`issues/privacy/erasure.py`)."""
    return _change(
        [issue],
        actor,
        Verb.ERASED,
        "",
        tuple(Status),
        evidence={issue.pk: values},
        erased_at=timezone.now(),
    )


def redacted(issues: Iterable[Issue]) -> list[Issue]:
    """Record that a value was taken out of the issues (`issues/privacy/redaction.py`)."""
    return _change(issues, Actor(), Verb.REDACTED, "", tuple(Status))


def locked(revisions: Mapping[int, int], allowed: Collection[int]) -> list[Issue]:
    """The issues of these keys that are in one of the allowed states and still of that revision,
    locked in the order of their keys."""
    fresh: list[Issue] = []
    for keys in chunks(sorted(revisions)):
        fresh += (
            Issue.objects.select_for_update().filter(pk__in=keys, status__in=allowed).order_by("pk")
        )
    return [issue for issue in fresh if issue.revision == revisions[issue.pk]]


def _change(
    issues: Iterable[Issue],
    actor: Actor,
    verb: Verb,
    text: str,
    allowed: Collection[int],
    evidence: Evidence | None = None,
    **values: Any,
) -> list[Issue]:
    """Set the same values on all that are in an allowed state, and on each its own of `evidence`;
    record it; tell reporters."""
    changed = []
    with transaction.atomic():
        for issue in locked({issue.pk: issue.revision for issue in issues}, allowed):
            before = _state(issue)
            for name, value in {
                **values,
                **(evidence or {}).get(issue.pk, {}),
                "revision": issue.revision + 1,
            }.items():
                setattr(issue, name, value)
            changed.append((issue, before))
        _write([issue for issue, _ in changed], values, evidence or {})
        IssueEvent.objects.bulk_create(
            [_event(issue, actor, verb, text, before, _state(issue)) for issue, before in changed],
            batch_size=CHUNK,
        )
        for issue, before in changed:
            if issue.status != before["status"] and issue.status in CLOSED:
                notifications.issue_closed(issue)
        _log([issue for issue, _ in changed], verb)
    return [issue for issue, _ in changed]


def _log(issues: Collection[Issue], verb: Verb) -> None:
    """Once it is true: after the commit."""
    ids = [issue.pk for issue in issues]

    def log() -> None:
        for pk in ids:
            logger.info("The issue: %s.", verb.label, extra={"issue": pk})

    transaction.on_commit(log)


def _write(issues: list[Issue], values: Mapping[str, Any], evidence: Evidence) -> None:
    if evidence:
        Issue.objects.bulk_update(
            issues, {"revision", *values}.union(*evidence.values()), batch_size=CHUNK
        )
        return
    for keys in chunks(issue.pk for issue in issues):
        Issue.objects.filter(pk__in=keys).update(**values, revision=F("revision") + 1)


def _prepared(issue: Issue, actor: Actor) -> Issue:
    issue.run = actor.run
    return issue


def _state(issue: Issue) -> dict[str, Any]:
    """What an event remembers of an issue before and after."""
    return {
        "status": issue.status,
        "assignee": issue.assignee_id,
        "priority": issue.priority,
        "snoozed_until": issue.snoozed_until and issue.snoozed_until.isoformat(),
        "dismissal_reason": issue.dismissal_reason,
        "dismissed_until": issue.dismissed_until and issue.dismissed_until.isoformat(),
        "severity": issue.severity,
        "observed": issue.observed,
        "expected": issue.expected,
    }


def _event(
    issue: Issue,
    actor: Actor,
    verb: Verb,
    note: str,
    old: Mapping[str, Any],
    new: Mapping[str, Any],
) -> IssueEvent:
    """What happened, with the values that it changed."""
    changed = [name for name in new if old[name] != new[name]]
    return IssueEvent(
        issue=issue,
        verb=verb,
        user=actor.user,
        run=actor.run,
        by_reporter=actor.reporter,
        note=note,
        old={name: old[name] for name in changed},
        new={name: new[name] for name in changed},
    )
