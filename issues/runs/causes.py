"""One cause, one issue: a wider finding takes in the narrower ones that it explains, and they are
not reported beside it.

A check names the wider checks that its findings may be `part_of`. A wider finding is made of parts,
for example a field of a member or a seat too many in a chamber. It takes in a narrower finding if
it holds all of that one's parts, alone or with other findings of its check.

Only a finding that staff see takes others in. So a check takes nothing in while it is disabled or
broken, or while the breaker holds its findings. Nor does a finding that staff dismissed, unless
they found that the data is right as it is. In those cases the narrower findings are reported
themselves.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from issues.findings.collected import Collected
from issues.findings.finding import Finding, Part
from issues.findings.registry import CHECKS, Check
from issues.findings.scope import Scope
from issues.models import Hold, Issue, Redaction
from issues.models.choices import ACTIVE, DismissalReason, Origin, Status
from issues.runs import check_state
from issues.runs.list_memory import ListMemory
from issues.runs.survey import Progress, survey
from members.models import Member

logger = logging.getLogger(__name__)

#: The reasons for dismissing an issue that mean the data is right as it is, and so is what follows
#: from it. A wrong source or a duplicate does not mean that.
_RIGHT = (DismissalReason.FALSE_POSITIVE, DismissalReason.ACCEPTED)


class _Found(NamedTuple):
    """The values of a wider finding that are kept."""

    fingerprint: str
    evidence_hash: str
    chamber: str
    sources: str
    parts: dict[Part, int]


class Causes:
    """The findings that wider checks take in within one scope. Each wider check is read at most
    once, and only if a narrower one found something.

    `redaction` is the newest redaction from before anything was read. After another one, nothing
    that was read may be stored. `held` maps a check's name to its held buckets, each a chamber slug
    and its joined source slugs. `seconds` are those that each check took in the survey.
    """

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.seconds: dict[str, float] = {}
        self._surveyed: dict[str, Collected] = {}
        self.redaction = Redaction.newest()
        self.held: dict[str, set[tuple[str, str]]] = {}
        self._found: dict[str, list[_Found]] = {}
        self._reported_parts: dict[str, Counter[Part]] = {}

    def survey(
        self,
        checks: Iterable[Check],
        progress: Progress = lambda members: None,
        memory: ListMemory | None = None,
    ) -> None:
        """Read the data once for all these checks. `findings` then returns what they found."""
        self._surveyed = survey(checks, self.scope, progress, memory)
        self.seconds = {name: found.seconds for name, found in self._surveyed.items()}

    def found_members(self) -> Iterator[str]:
        """Yield the slugs of all members whom the findings of the survey are about."""
        for found in self._surveyed.values():
            for finding in found.findings.values():
                yield from (member.slug for member in finding.concerned)

    def findings(self, check: Check) -> Mapping[str, Finding]:
        """Return a check's findings in the scope by fingerprint, keeping those that may take others
        in.

        A check that did not take part in the survey runs now. Raises what the check raised; the
        check then takes nothing in.
        """
        self.forget(check.name)
        surveyed = self._surveyed.pop(check.name, None)
        found = (surveyed or survey([check], self.scope)[check.name]).result()
        if not self.scope.only and any(check.name in each.part_of for each in CHECKS.values()):
            self._keep(check.name, found)
        return found

    def forget(self, name: str) -> None:
        """Let that check take nothing in, because it broke or its findings could not be stored."""
        self._found[name] = []
        self._reported_parts.pop(name, None)

    def wider_check(self, check: Check, finding: Finding) -> str:
        """Return the name of the wider check that reports this finding, or ""."""
        if not check.part_of:
            return ""
        needed = Counter(finding.parts)
        return next((name for name in check.part_of if needed and needed <= self._parts(name)), "")

    def _keep(self, name: str, findings: Mapping[str, Finding]) -> None:
        self._found[name] = [
            _Found(
                fingerprint,
                each.evidence_hash(),
                each.chamber.slug,
                ",".join(sorted(each.sources)),
                dict(each.parts),
            )
            for fingerprint, each in findings.items()
        ]

    def _parts(self, name: str) -> Counter[Part]:
        """Return all parts of the findings that the check reports, added up."""
        if name not in self._reported_parts:
            if name not in self._found:
                self._read(name)
            self._reported_parts[name] = Counter()
            for each in self._reported(name):
                self._reported_parts[name].update(each.parts)
            del self._found[name]
        return self._reported_parts[name]

    def _read(self, name: str) -> None:
        self.forget(name)
        if not check_state.enabled([name]):
            return
        try:
            self._keep(name, survey([CHECKS[name]], _around(self.scope))[name].result())
        except (Exception, SystemExit):
            logger.exception(
                "The check %s broke: findings that may be part of its own are reported separately",
                name,
            )

    def _reported(self, name: str) -> Iterator[_Found]:
        """Yield the findings that staff see, or saw and found right as they are."""
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
        """True if it was dismissed and stays so with that evidence on that day."""
        return (
            self.status == Status.DISMISSED
            and self.evidence_hash == evidence_hash
            and not (self.until and self.until <= today)
        )


def _stored(name: str) -> dict[str, _Stored]:
    """Return the active and dismissed issues of a check, by fingerprint."""
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
    """Return the scope that a wider check has to see: for single members, their whole chambers."""
    if not scope.only:
        return scope
    return Scope(
        scope.today,
        frozenset(
            Member.objects.filter(slug__in=scope.only).values_list("chamber__slug", flat=True)
        ),
    )


def wider_first(checks: Iterable[Check]) -> list[Check]:
    """Return these checks in their order, but each after those of them that it is part of."""
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
