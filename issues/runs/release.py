"""Releasing what is held: somebody looked at it and says that it is so."""

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
from issues.runs import breaker, check_state, outcome
from issues.runs.plan import Counts, Kind
from issues.triage import Actor
from members.chunks import chunks

if TYPE_CHECKING:
    from django.contrib.auth.models import User

logger = logging.getLogger(__name__)

GONE = "This is not held any more: somebody released it, or a run found that it is over."
NEWER = "Not released: since this page was made, another copy of the official list is in force. Look at what would change by it."
NEXT_RUN = "Not released: another copy of the official list is in force than the one that was held. The next run looks at it."
REDACTED = "Not released: a value was redacted at this moment. Look at what would change now, and release it again."


class NotReleased(Exception):
    """Nothing was released; why, in plain words."""


def release(hold: Hold, snapshots: Sequence[int], user: User) -> tuple[Counts, list[Issue]]:
    """Look again, and store what is held now: that check, chamber and lists, by those copies, which
    the user has seen.

    Returns what became of it, and the issues that it opened and reopened. Raises NotReleased. The
    check reads with no transaction open; what a run stores at the same time is not stored twice.
    """
    if hold.check_name not in CHECKS or not check_state.enabled([hold.check_name]):
        raise NotReleased(
            "Not released: the check was retired or disabled. The next run forgets what it held."
        )
    check, bucket = CHECKS[hold.check_name], (hold.chamber.slug, hold.sources)
    scope = Scope(timezone.localdate(), frozenset([hold.chamber.slug]))
    try:
        reading = outcome.read(check, scope)
    except Exception as error:
        logger.exception("The check %s broke", check.name)
        raise NotReleased(f"Not released: the check broke ({check_state.words(error)}).") from error
    with transaction.atomic():
        check_state.locked(check.name)
        fresh = Hold.objects.select_for_update().filter(pk=hold.pk).first()
        if fresh is None:
            raise NotReleased(GONE)
        if fresh.snapshots != list(snapshots):
            raise NotReleased(NEWER)
        try:
            plan = breaker.only(outcome.decide(check, scope, reading), bucket)
        except outcome.Overtaken as error:
            raise NotReleased(REDACTED) from error
        if check.official and plan.judged.snapshots(hold.sources.split(",")) != fresh.snapshots:
            raise NotReleased(NEXT_RUN)
        told = breaker.issue_of(fresh)
        # All at once, in the order of their keys, as everybody locks issues: two who want each
        # other's would wait for ever.
        triage.locked({**plan.stored, **({told.pk: told.revision} if told else {})}, tuple(Status))
        with StaffMail() as mail, mail.digest(check.name):
            counts = outcome.store(plan, Actor(user=user))
        _settle(told, counts, user)
        fresh.delete()
        found = [change.finding for change in plan.of(Kind.OPENED, Kind.REOPENED) if change.finding]
        fingerprints = [finding.fingerprint(check.name) for finding in found]
    return counts, _stored(fingerprints)


def _settle(told: Issue | None, counts: Counts, user: User) -> None:
    """The issue that told of the hold is done with; one that somebody closed keeps their verdict,
    and says what happened."""
    if told is None:
        return
    text = f"Released by {user}: {counts.opened} opened, {counts.reopened} reopened, {counts.resolved} resolved."
    fresh = Issue.objects.get(pk=told.pk)
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
