"""Members looked at again at once, after somebody edited them by hand or by a fix.

Only checks that look at single members are run: those that compare members wait for the next run. Issues open, resolve and
mail as in a run. Each check reads with no transaction open.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.utils import timezone

from issues import notifications, outcome, standing
from issues.models import Issue
from issues.notifications import SINGLE_MAILS, Digest
from issues.registry import Check
from issues.scope import Scope
from issues.triage import Actor
from issues.vocabulary import ACTIVE, Origin

logger = logging.getLogger(__name__)

CHUNK = 500


class _Waiting(threading.local):
    """The slugs of members that this thread edited and has not looked at again, and how many blocks put that off."""

    def __init__(self) -> None:
        self.slugs: set[str] = set()
        self.put_off = 0


_waiting = _Waiting()


def soon(slug: str) -> None:
    """Look at that member again, once, when the transaction of the edit is committed."""
    _waiting.slugs.add(slug)
    transaction.on_commit(_settle)


@contextmanager
def once() -> Iterator[None]:
    """Look at all members that are edited in this block again at its end, not after each edit."""
    _waiting.put_off += 1
    try:
        yield
    finally:
        _waiting.put_off -= 1
        transaction.on_commit(_settle)


def members(slugs: Iterable[str]) -> None:
    """Run the checks of single members on these now."""
    wanted = sorted(set(slugs))
    singles = SINGLE_MAILS
    checks = [check for check in standing.enabled() if not check.compares]
    for start in range(0, len(wanted), CHUNK):
        scope = Scope(timezone.localdate(), only=frozenset(wanted[start : start + CHUNK]))
        for check in checks:
            singles = _look(check, scope, singles)


def issue(issue: Issue) -> None:
    """Ask the check that found this issue whether it is still so, if it compares members: an edit alone does not make it run.

    What else the check would say is left to the next run.
    """
    scope = Scope(timezone.localdate(), chambers=frozenset(issue.chamber_slugs))
    for check in standing.enabled():
        if check.compares and issue.origin == Origin.CHECK and check.name == issue.check_name:
            _look(check, scope, SINGLE_MAILS, only=issue)


def _settle() -> None:
    if _waiting.put_off:
        return
    slugs, _waiting.slugs = _waiting.slugs, set()
    if slugs:
        members(slugs)


def _look(check: Check, scope: Scope, singles: int, only: Issue | None = None) -> int:
    """Read, and store if there is anything to store. Returns the single mails left."""
    digest = Digest(check.name, singles)
    try:
        reading = outcome.read(check, scope)
        if not reading.findings and not any(known.status in ACTIVE for known in reading.known.values()):
            return singles
        with transaction.atomic():
            state = standing.locked(check.name)
            plan = outcome.decide(check, scope, reading)
            outcome.store(plan.limited_to(only) if only else plan, Actor(digest=digest))
            notifications.new_issues(digest)
            standing.works(state)
    except (Exception, SystemExit) as error:
        logger.exception("The check %s broke", check.name)
        if not connection.is_usable():
            raise
        with transaction.atomic():
            standing.broke(standing.locked(check.name), error)
        return singles
    return digest.singles
