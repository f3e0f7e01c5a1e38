"""One cause, one issue: a wider finding takes in the narrower ones that it explains, and they are
not told beside it.

A check names the wider checks that its findings may be `part_of`. A wider finding is made of parts
- a field of a member, a seat too many in a chamber - and takes in a narrower one when it holds all
of that one's parts, alone or with others of its check.

Only what staff are told takes anything in. So it does not when its check is disabled or broke, when
the breaker holds it, or when staff dismissed it for another reason than that it is right as it is:
then the narrower findings speak for themselves.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from issues.findings.finding import Finding, Part
from issues.findings.registry import CHECKS, Check
from issues.findings.scope import Scope
from issues.models import Hold, Issue, Redaction
from issues.models.choices import ACTIVE, DismissalReason, Origin, Status
from issues.runs import check_state
from members.models import Member

logger = logging.getLogger(__name__)

#: Dismissed for one of these, the data is right as it is, and so is what follows from it. A wrong
#: source or a duplicate says nothing of that.
_RIGHT = (DismissalReason.FALSE_POSITIVE, DismissalReason.ACCEPTED)


class _Found(NamedTuple):
    """What is kept of a wider finding."""

    fingerprint: str
    evidence_hash: str
    chamber: str
    sources: str
    parts: dict[Part, int]


class Causes:
    """What the wider checks take in within one scope. Each is read at most once, and only when
    something narrower was found.

    `redaction` is the newest one from before anything was read: after another, what was read is no
    longer to be stored.
    """

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.redaction = Redaction.newest()
        self.held: dict[str, set[tuple[str, str]]] = {}
        self._found: dict[str, list[_Found]] = {}
        self._told: dict[str, Counter[Part]] = {}

    def findings(self, check: Check) -> list[Finding]:
        """Read a check in the scope, and keep what it may take in. Raises what the check raises;
        then it takes in nothing."""
        self.forget(check.name)
        found = check.findings(self.scope)
        if not self.scope.only and any(check.name in each.part_of for each in CHECKS.values()):
            self._keep(check.name, found)
        return found

    def forget(self, name: str) -> None:
        """Take nothing in for that check: it broke, or what it found could not be stored."""
        self._found[name] = []
        self._told.pop(name, None)

    def of(self, check: Check, finding: Finding) -> str:
        """The name of the wider check that tells of this finding, or ""."""
        needed = Counter(finding.parts)
        return next((name for name in check.part_of if needed and needed <= self._parts(name)), "")

    def _keep(self, name: str, findings: Iterable[Finding]) -> None:
        self._found[name] = [
            _Found(
                each.fingerprint(name),
                each.evidence_hash(),
                each.chamber.slug,
                ",".join(sorted(each.sources)),
                dict(each.parts),
            )
            for each in findings
        ]

    def _parts(self, name: str) -> Counter[Part]:
        """All parts of what that check tells, added up."""
        if name not in self._told:
            if name not in self._found:
                self._read(name)
            self._told[name] = Counter()
            for each in self._spoken(name):
                self._told[name].update(each.parts)
            del self._found[name]
        return self._told[name]

    def _read(self, name: str) -> None:
        self.forget(name)
        if not check_state.enabled([name]):
            return
        try:
            self._keep(name, CHECKS[name].findings(_around(self.scope)))
        except (Exception, SystemExit):
            logger.exception("The check %s broke: what may be part of it is told by itself", name)

    def _spoken(self, name: str) -> Iterator[_Found]:
        """What of it staff are told, or were told and found right as it is."""
        if not self._found[name]:
            return
        held = self.held.get(name)
        if held is None:
            held = set(Hold.objects.filter(check_name=name).values_list("chamber__slug", "sources"))
        stored = _stored(name)
        for each in self._found[name]:
            issue = stored.get(each.fingerprint)
            if issue and issue.stays(each.evidence_hash, self.scope.today):
                if issue.reason in _RIGHT:
                    yield each
            elif (issue and issue.status in ACTIVE) or (each.chamber, each.sources) not in held:
                yield each


class _Stored(NamedTuple):
    status: int
    evidence_hash: str
    reason: str
    until: date | None

    def stays(self, evidence_hash: str, today: date) -> bool:
        """True if it was dismissed, and stays so with that evidence on that day."""
        return (
            self.status == Status.DISMISSED
            and self.evidence_hash == evidence_hash
            and not (self.until and self.until <= today)
        )


def _stored(name: str) -> dict[str, _Stored]:
    """The issues of that check that are active or dismissed."""
    issues = Issue.objects.filter(
        origin=Origin.CHECK, check_name=name, status__in=(*ACTIVE, Status.DISMISSED)
    )
    rows = issues.values_list(
        "fingerprint", "status", "evidence_hash", "dismissal_reason", "dismissed_until"
    )
    return {
        fingerprint: _Stored(status, evidence_hash, reason, until)
        for fingerprint, status, evidence_hash, reason, until in rows
    }


def _around(scope: Scope) -> Scope:
    """What a wider check has to see: of single members, their whole chambers."""
    if not scope.only:
        return scope
    return Scope(
        scope.today,
        frozenset(
            Member.objects.filter(slug__in=scope.only).values_list("chamber__slug", flat=True)
        ),
    )


def wider_first(checks: Iterable[Check]) -> list[Check]:
    """These checks in their order, but each right after those of them that it is part of."""
    waiting = {check.name: check for check in checks}
    ordered: list[Check] = []

    def put(check: Check) -> None:
        del waiting[check.name]
        for name in check.part_of:
            if name in waiting:
                put(waiting[name])
        ordered.append(check)

    while waiting:
        put(next(iter(waiting.values())))
    return ordered
