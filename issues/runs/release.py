"""The release of a hold: somebody has looked at what is held and confirms that it is right."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from issues import triage
from issues.findings.registry import CHECKS
from issues.findings.scope import Scope
from issues.mail.staff_mail import StaffMail
from issues.models import Hold, Issue
from issues.models.choices import ACTIVE, Status
from issues.runs import breaker, check_state, decision, reading, storage
from issues.runs.decision import RedactedMeanwhile
from issues.runs.plan import Counts, Kind
from issues.triage import Actor
from members.chunks import chunks

if TYPE_CHECKING:
    from django.contrib.auth.models import User

logger = logging.getLogger(__name__)

GONE = "This is no longer held: somebody released it, or a run found that it is over."
NEWER = (
    "Not released: a newer copy of the official list has come into force since you opened "
    "this page. "
    "Look at what would change now."
)
NEXT_RUN = (
    "Not released: the copy of the official list that was held is no longer in force, or "
    "can no longer be read. The next run will look at it."
)
REDACTED = (
    "Not released: a value was redacted just now. "
    "Look at what would change now, and release it again."
)


class NotReleased(Exception):
    """Nothing was released. The text gives the reason in plain words."""


def release(hold: Hold, snapshots: Sequence[int], user: User) -> tuple[Counts, list[Issue]]:
    """Run the check again on the held chamber and lists, and store what it finds without the
    breaker.

    `snapshots` are the keys of the copies that the user has seen. Returns the counts, and the
    issues that were opened and reopened. The check reads with no transaction open, and nothing that
    a run stores meanwhile is stored twice. Raises NotReleased if the hold is over or another copy
    is in force.
    """
    if hold.check_name not in CHECKS or not check_state.enabled([hold.check_name]):
        raise NotReleased(
            "Not released: the check was retired or disabled. The next run deletes what it held."
        )
    check, bucket = CHECKS[hold.check_name], (hold.chamber.slug, hold.sources)
    scope = Scope(timezone.localdate(), frozenset([hold.chamber.slug]))
    try:
        found = reading.read(check, scope)
    except Exception as error:
        logger.exception("The check %s broke", check.name)
        raise NotReleased(
            f"Not released: the check broke ({check_state.describe_error(error)})."
        ) from error
    with transaction.atomic():
        check_state.locked([check.name])
        fresh = Hold.objects.select_for_update().filter(pk=hold.pk).first()
        if fresh is None:
            raise NotReleased(GONE)
        if fresh.snapshots != list(snapshots):
            raise NotReleased(NEWER)
        try:
            plan = breaker.changes_in_bucket(decision.decide(check, scope, found), bucket)
        except RedactedMeanwhile as error:
            raise NotReleased(REDACTED) from error
        if check.official and plan.coverage.snapshots(hold.sources.split(",")) != fresh.snapshots:
            raise NotReleased(NEXT_RUN)
        issue = breaker.issue_of(fresh)
        # All at once and in the order of their keys, as issues are locked everywhere: otherwise
        # two processes could wait for each other for ever.
        triage.locked(
            {**plan.revisions, **({issue.pk: issue.revision} if issue else {})}, tuple(Status)
        )
        with StaffMail() as mail, mail.digest(check.name):
            counts = storage.store([plan], Actor(user=user))[check.name]
        _settle(issue, counts, user)
        fresh.delete()
        fingerprints = [
            change.finding.fingerprint(check.name)
            for change in plan.changes_of(Kind.OPENED, Kind.REOPENED)
            if change.finding
        ]
    return counts, _stored(fingerprints)


def _settle(issue: Issue | None, counts: Counts, user: User) -> None:
    """Resolve the issue that reported the hold. One that somebody has closed stays as it is, with a
    note.
    """
    if issue is None:
        return
    text = (
        f"Released by {user}: {counts.opened} opened, {counts.reopened} reopened, "
        f"{counts.resolved} resolved."
    )
    fresh = Issue.objects.get(pk=issue.pk)
    if fresh.status in ACTIVE:
        triage.resolve([fresh], Actor(user=user), text)
    else:
        triage.note([fresh], Actor(user=user), text)


def _stored(fingerprints: Sequence[str]) -> list[Issue]:
    found: list[Issue] = []
    for part in chunks(fingerprints):
        found += (
            Issue.objects.active().filter(fingerprint__in=part).select_related("member", "chamber")
        )
    return sorted(found, key=lambda issue: issue.pk)
