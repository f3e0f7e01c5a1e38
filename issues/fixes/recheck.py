"""Members looked at again at once, after somebody edited them by hand or by a fix.

Only checks that look at single members are run: those that compare members wait for the next run,
but for what they said of somebody who was deleted. Issues open, resolve and mail as in a run. Each
check reads with no transaction open. Official lists are looked at again in the same way, when a
copy is taken or decided on. What needs lists that take long to be read is left to the next run.
"""

from __future__ import annotations

import logging
import threading
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from issues.findings.edits import Row
from issues.findings.registry import CHECKS, Check
from issues.findings.scope import Scope
from issues.fixes import deleted_rows
from issues.fixes.deleted_rows import Deleted
from issues.mail.staff_mail import StaffMail
from issues.models import Issue
from issues.models.choices import ACTIVE, Origin
from issues.official import lists
from issues.runs import breaker, check_state, decision, reading, storage
from issues.runs.causes import Causes
from issues.runs.decision import RedactedMeanwhile
from issues.triage import Actor
from members.chunks import chunks

logger = logging.getLogger(__name__)

#: The checks that look at the official lists themselves, not at the members.
OF_SOURCES = {"source-failing", "source-rejected"}


class _Waiting(threading.local):
    """What this thread edited and has not looked at again - slugs of members, keys of issues, slugs
    of chambers whose sources changed, rows that were deleted - and how many blocks put that off."""

    def __init__(self) -> None:
        self.slugs: set[str] = set()
        self.issues: set[int] = set()
        self.chambers: set[str] = set()
        self.deleted: set[Deleted] = set()
        self.put_off = 0


_waiting = _Waiting()


def soon(slug: str) -> None:
    """Look at that member again, once, when the transaction of the edit is committed."""
    _wait(_waiting.slugs, slug)


def deleted_soon(row: Row) -> None:
    """Look at what is said of that deleted row, and at the fixes that would change it, once, when
    the transaction is committed."""
    _wait(_waiting.deleted, deleted_rows.deleted(row))


def issue_soon(issue: Issue) -> None:
    """Ask the check that found this issue whether it is still so, once, when the transaction is
    committed, if that check compares members: an edit alone does not make it run. What else it
    would say is left to the next run."""
    if issue.origin == Origin.CHECK:
        _wait(_waiting.issues, issue.pk)


def source_soon(chamber: str) -> None:
    """Look at the sources of that chamber again, once, when the transaction of the change is
    committed."""
    _wait(_waiting.chambers, chamber)


@contextmanager
def once() -> Iterator[None]:
    """Look at all members that are edited in this block again at its end, not after each edit."""
    _forget_what_was_rolled_back()
    _waiting.put_off += 1
    try:
        yield
    finally:
        _waiting.put_off -= 1
        transaction.on_commit(_settle, robust=True)


def members(slugs: Iterable[str]) -> None:
    """Run the checks of single members on these now."""
    wanted = sorted(set(slugs))
    checks = [check for check in _in_time() if not check.compares]
    widers = [Causes(Scope(timezone.localdate(), only=frozenset(part))) for part in chunks(wanted)]
    with StaffMail() as mail:
        for check in checks:
            for wider in widers:
                _look(check, wider, mail)


def issues(keys: Iterable[int]) -> None:
    """Ask the checks that compare members, and those of official lists about somebody who was
    deleted, about these issues now, each check once."""
    chambers: dict[str, set[str]] = defaultdict(set)
    found: dict[str, set[int]] = defaultdict(set)
    waiting = {check.name: check for check in _in_time() if check.compares or check.official}
    wanted = Issue.objects.filter(pk__in=keys, check_name__in=waiting)
    for key, name, member, slugs in wanted.values_list(
        "pk", "check_name", "member", "chamber_slugs"
    ):
        if waiting[name].compares or member is None:
            found[name].add(key)
            chambers[name].update(slugs)
    with StaffMail() as mail:
        for check in waiting.values():
            if check.name in found:
                scope = Scope(timezone.localdate(), chambers=frozenset(chambers[check.name]))
                _look(check, Causes(scope), mail, only=found[check.name])


def sources(chambers: Iterable[str]) -> None:
    """Run the checks of sources on those of these chambers now."""
    scope = Scope(timezone.localdate(), chambers=frozenset(chambers))
    with StaffMail() as mail:
        for check in _in_time():
            if check.name in OF_SOURCES:
                _look(check, Causes(scope), mail)


def _in_time() -> list[Check]:
    """Return the enabled checks; while lists wait to be read that take long, without those that
    read lists, which the next run does."""
    enabled = list(check_state.enabled())
    if lists.are_at_hand():
        return enabled
    slow = {check.name for check in CHECKS.values() if check.official} | {"source-rejected"}
    return [check for check in enabled if slow.isdisjoint({check.name, *check.part_of})]


def _wait(waiting: set[Any], what: Any) -> None:
    _forget_what_was_rolled_back()
    waiting.add(what)
    # Robust: the edit is stored, and whatever happens here the next run looks again.
    transaction.on_commit(_settle, robust=True)


def _forget_what_was_rolled_back() -> None:
    """What still waits, with nothing to be done on commit, belongs to a transaction that was rolled
    back."""
    if not _waiting.put_off and not connection.run_on_commit:
        _waiting.slugs.clear()
        _waiting.issues.clear()
        _waiting.chambers.clear()
        _waiting.deleted.clear()


def _settle() -> None:
    if _waiting.put_off:
        return
    slugs, _waiting.slugs = _waiting.slugs, set()
    keys, _waiting.issues = _waiting.issues, set()
    chambers, _waiting.chambers = _waiting.chambers, set()
    deleted, _waiting.deleted = _waiting.deleted, set()
    if slugs:
        members(slugs)
    if deleted:
        keys |= deleted_rows.said_of(deleted)
    if keys:
        issues(keys)
    if deleted:
        deleted_rows.withdraw(deleted)
    if chambers:
        sources(chambers)


def _look(check: Check, wider: Causes, mail: StaffMail, only: Collection[int] = ()) -> None:
    """Read, and store if there is anything to store.

    A check that broke is told of as in a run; that it works again is for a run to say, which looks
    at everybody. It looks once more when a value was redacted meanwhile.
    """
    try:
        found = reading.read(check, wider.scope, wider)
        if not found.findings and not any(
            issue.status in ACTIVE for issue in found.stored.values()
        ):
            return
        with mail.digest(check.name):  # one transaction
            check_state.locked(check.name)
            plan = breaker.leave_held(decision.decide(check, wider.scope, found))
            if only:
                plan = plan.where(
                    lambda change: change.stored is not None and change.stored.pk in only
                )
            storage.store(plan, Actor(follows=check.name not in OF_SOURCES))
    except RedactedMeanwhile:
        _look(check, Causes(wider.scope), mail, only)
    except (Exception, SystemExit) as error:
        logger.exception("The check %s broke", check.name)
        if not connection.is_usable():
            raise
        with transaction.atomic():
            check_state.broke(check_state.locked(check.name), error)
