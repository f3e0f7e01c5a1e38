"""The one way in which issues are changed: lock, set, record an event, mail the reporter."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F

from issues.mail import notifications
from issues.models import Issue, IssueEvent, Run
from issues.models.choices import Status
from members.chunks import CHUNK, chunks

if TYPE_CHECKING:
    from django.contrib.auth.models import User

logger = logging.getLogger(__name__)

Verb = IssueEvent.Verb

CLOSED = (Status.RESOLVED, Status.DISMISSED)

#: Maps an issue's key to new values of its fields.
ValuesByIssue = Mapping[int, Mapping[str, Any]]


@dataclass(frozen=True)
class Actor:
    """The author of a change: a user, a run, the reporter or, with nothing given, the site itself.

    `follows` means that the site looks again because somebody edited, fixed, undid or restored
    something.
    """

    user: User | None = None
    run: Run | None = None
    reporter: bool = False
    follows: bool = False

    @property
    def is_by_person(self) -> bool:
        """True if a person makes the change, or it follows from what a person did."""
        return self.user is not None or self.reporter or self.follows


def change(
    issues: Iterable[Issue],
    actor: Actor,
    verb: Verb,
    text: str,
    allowed: Collection[int],
    evidence: ValuesByIssue | None = None,
    **values: Any,
) -> list[Issue]:
    """Change the issues that are in one of the allowed states, and return them.

    Sets `values` on each of them, and the issue's own values of `evidence`. Records an event for
    each, and mails the reporters of those that it closes.
    """
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
            [event(issue, actor, verb, text, before, _state(issue)) for issue, before in changed],
            batch_size=CHUNK,
        )
        for issue, before in changed:
            if issue.status != before["status"] and issue.status in CLOSED:
                notifications.issue_closed(issue)
        log([issue for issue, _ in changed], verb)
    return [issue for issue, _ in changed]


def locked(revisions: Mapping[int, int], allowed: Collection[int]) -> list[Issue]:
    """Return the issues of these keys that are in an allowed state and still have that revision,
    locked in the order of their keys.
    """
    fresh: list[Issue] = []
    for keys in chunks(sorted(revisions)):
        fresh += (
            Issue.objects.select_for_update().filter(pk__in=keys, status__in=allowed).order_by("pk")
        )
    return [issue for issue in fresh if issue.revision == revisions[issue.pk]]


def log(issues: Collection[Issue], verb: Verb) -> None:
    """Log the event for each issue once the transaction is committed."""
    ids = [issue.pk for issue in issues]

    def write() -> None:
        for pk in ids:
            logger.info("The issue: %s.", verb.label, extra={"issue": pk})

    transaction.on_commit(write)


def _write(issues: list[Issue], values: Mapping[str, Any], evidence: ValuesByIssue) -> None:
    if evidence:
        Issue.objects.bulk_update(
            issues, {"revision", *values}.union(*evidence.values()), batch_size=CHUNK
        )
        return
    for keys in chunks(issue.pk for issue in issues):
        Issue.objects.filter(pk__in=keys).update(**values, revision=F("revision") + 1)


def _state(issue: Issue) -> dict[str, Any]:
    """Return the values that an event records of an issue before and after."""
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


def event(
    issue: Issue,
    actor: Actor,
    verb: Verb,
    note: str,
    old: Mapping[str, Any],
    new: Mapping[str, Any],
) -> IssueEvent:
    """Build the event, with the values that changed."""
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
