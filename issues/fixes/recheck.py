"""Immediate rechecks of members after an edit by hand or by a fix.

Only checks that look at single members run. Checks that compare members wait for the next run,
except for their issues about deleted members. Issues open, resolve and send mail as in a run. No
transaction is open while a check reads. Official lists are rechecked in the same way when a copy is
stored or decided on. Checks that need lists which take long to read wait for the next run.
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
from issues.runs import breaker, check_state, decision, moments, reading, storage
from issues.runs.causes import Causes
from issues.runs.decision import RedactedMeanwhile
from issues.runs.moments import Moment
from issues.triage import Actor
from members.chunks import chunks

logger = logging.getLogger(__name__)

#: The checks of the official lists themselves, not of members.
OF_SOURCES = {"source-failing", "source-rejected"}


class _Waiting(threading.local):
    """The rechecks that this thread still has to do.

    Holds slugs of members, keys of issues, slugs of chambers whose sources changed, and deleted
    rows. `put_off` counts the open `once()` blocks that postpone them.
    """

    def __init__(self) -> None:
        self.slugs: set[str] = set()
        self.issues: set[int] = set()
        self.chambers: set[str] = set()
        self.deleted: set[Deleted] = set()
        self.put_off = 0


_waiting = _Waiting()


def member_soon(slug: str) -> None:
    """Recheck the member with this slug, once, after the current transaction is committed."""
    _wait(_waiting.slugs, slug)


def deleted_soon(row: Row) -> None:
    """Recheck the issues that refer to a row being deleted, and withdraw the fixes that edit it.

    Happens once, after the current transaction is committed.
    """
    _wait(_waiting.deleted, deleted_rows.deleted(row))


def issue_soon(issue: Issue) -> None:
    """Recheck a check's issue, once, after the current transaction is committed.

    Meant for checks that compare members, which an edit alone does not start. Only this issue is
    rechecked. Anything else that the check would find is left to the next run.
    """
    if issue.origin == Origin.CHECK:
        _wait(_waiting.issues, issue.pk)


def source_soon(chamber: str) -> None:
    """Recheck a chamber's sources, once, after the current transaction is committed."""
    _wait(_waiting.chambers, chamber)


@contextmanager
def postponed() -> Iterator[None]:
    """Postpone the rechecks of all edits in this block to its end."""
    _forget_rolled_back()
    _waiting.put_off += 1
    try:
        yield
    finally:
        _waiting.put_off -= 1
        transaction.on_commit(_settle, robust=True)


def members(slugs: Iterable[str]) -> None:
    """Run the checks of single members now on the members with these slugs."""
    wanted = sorted(set(slugs))
    checks = [check for check in _in_time() if not check.compares]
    parts = [Causes(Scope(timezone.localdate(), only=frozenset(part))) for part in chunks(wanted)]
    looks = []
    for causes in parts:
        before = moments.before(checks, causes.scope)
        causes.survey(checks)
        looks.append((causes, before))
    with StaffMail() as mail:
        for check in checks:
            for causes, before in looks:
                _run(check, causes, mail, before=before)


def issues(keys: Iterable[int]) -> None:
    """Recheck the issues with these keys now, running each check once.

    Covers issues of checks that compare members, and those of official lists without a member.
    """
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
                _run(check, Causes(scope), mail, only=found[check.name])


def sources(chambers: Iterable[str]) -> None:
    """Run the checks of sources now on the chambers with these slugs."""
    scope = Scope(timezone.localdate(), chambers=frozenset(chambers))
    with StaffMail() as mail:
        for check in _in_time():
            if check.name in OF_SOURCES:
                _run(check, Causes(scope), mail)


def _in_time() -> list[Check]:
    """Return the enabled checks that can run without making the editor wait.

    While a list still has to be read, which takes long, the checks that read lists are left out.
    """
    enabled = list(check_state.enabled())
    if lists.are_at_hand():
        return enabled
    slow = {check.name for check in CHECKS.values() if check.official} | {"source-rejected"}
    return [check for check in enabled if slow.isdisjoint({check.name, *check.part_of})]


def _wait(waiting: set[Any], what: Any) -> None:
    _forget_rolled_back()
    waiting.add(what)
    # Robust, because the edit is stored: whatever goes wrong here, the next run checks again.
    transaction.on_commit(_settle, robust=True)


def _forget_rolled_back() -> None:
    """Forget the rechecks that a rolled-back transaction left behind.

    They are still waiting although nothing is registered to be done on commit.
    """
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
        keys |= deleted_rows.issues_about(deleted)
    if keys:
        issues(keys)
    if deleted:
        deleted_rows.withdraw(deleted)
    if chambers:
        sources(chambers)


def _run(
    check: Check,
    causes: Causes,
    mail: StaffMail,
    only: Collection[int] = (),
    before: Moment | None = None,
) -> None:
    """Run one check and store its outcome; if `only` is given, only for issues with those keys.

    An error of the check is recorded as in a run. A success does not clear an earlier error, as
    only a run looks at everybody. The check runs once more if a value was redacted meanwhile.
    """
    try:
        found = reading.read(check, causes.scope, causes, before)
        if not found.findings and not any(
            issue.status in ACTIVE for issue in found.stored.values()
        ):
            return
        with mail.digest(check.name):  # one transaction
            check_state.locked([check.name])
            plan = breaker.without_held_changes(decision.decide(check, causes.scope, found))
            if only:
                plan = plan.where(
                    lambda change: change.stored is not None and change.stored.pk in only
                )
            storage.store([plan], Actor(follows=check.name not in OF_SOURCES))
    except RedactedMeanwhile:
        _run(check, Causes(causes.scope), mail, only)
    except (Exception, SystemExit) as error:
        logger.exception("The check %s broke", check.name)
        if not connection.is_usable():
            raise
        with transaction.atomic():
            check_state.record_failure(check_state.locked([check.name])[check.name], error)
