"""The findings of checks as they are kept until they are stored: one for each fingerprint, and
small."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from sys import intern
from types import TracebackType
from typing import Any, cast

from issues.findings.finding import (
    AnyChamber,
    AnyElectorate,
    AnyMember,
    Evidence,
    Finding,
    Fix,
    MemberIdentity,
    Subject,
)
from issues.findings.registry import Check
from issues.findings.scope import Scope
from members.rows.places import ChamberRow, ElectorateRow
from members.rows.rows import MemberRow


@dataclass
class Collected:
    """The findings of a check in a scope.

    - `findings`: by fingerprint, in the order in which the check yielded them
    - `error`: the error that the check broke with, or None
    - `seconds`: wall time that the check took
    """

    check: Check
    scope: Scope
    findings: dict[str, Finding] = field(default_factory=dict)
    error: BaseException | None = None
    seconds: float = 0.0
    _traceback: TracebackType | None = None
    _chambers: dict[int, ChamberRow] = field(default_factory=dict)

    def result(self) -> Mapping[str, Finding]:
        """Return the findings by fingerprint. Raises the error that the check broke with."""
        if self.error is not None:
            # As it was when the check broke: several checks may share an error.
            raise self.error.with_traceback(self._traceback)
        return self.findings

    def broke(self, error: BaseException) -> None:
        """Keep the error that the check broke with; the first one counts."""
        if self.error is None:
            self.error, self._traceback = error, error.__traceback__

    def run(self, given: Iterable[Any]) -> None:
        """Call the check's function with each of these, and keep what it finds.

        Its error is kept too. After one, the function is not called again.
        """
        if self.error is not None:
            return
        began = time.monotonic()
        day = (self.scope.today,) if self.check.takes_day else ()
        try:
            for each in given:
                for finding in self.check.function(each, *day):
                    self.add(finding)
        except (Exception, SystemExit) as error:
            self.broke(error)
        self.seconds += time.monotonic() - began

    def add(self, finding: Finding) -> None:
        """Keep a finding if it is in scope.

        Findings about the same field of the same member are merged. Raises ValueError if any other
        fingerprint comes twice, or if a finding of a check of lists does not say on which it rests.
        """
        if self.check.official and not finding.sources:
            raise ValueError(
                f"{self.check.name} names no `sources` for this finding: {finding.message}"
            )
        of = [finding.chamber, *finding.chambers, *(each.chamber for each in finding.members)]
        if not self.scope.includes(chamber.slug for chamber in of):
            return
        identity = intern(finding.fingerprint(self.check.name))
        if identity not in self.findings:
            self.findings[identity] = self._small(finding)
        elif finding.is_group or finding.key:
            raise ValueError(f"{self.check.name} reported the same thing twice: {finding.message}")
        else:
            self.findings[identity] = _merged(self.findings[identity], finding)

    def _small(self, finding: Finding) -> Finding:
        """Return the finding with only the identities of those whom it is about, without the rows
        or records that the check looked at."""
        return replace(
            finding,
            subject=self._identity(finding),
            members=tuple(map(self._member, finding.members)),
            chambers=tuple(map(self._chamber, finding.chambers)),
        )

    def _identity(self, finding: Finding) -> Subject:
        if finding.member is not None:
            return self._member(finding.member)
        if finding.kind == "electorate":
            seat = cast("AnyElectorate", finding.subject)
            return ElectorateRow(seat.pk, seat.name, seat.seats, self._chamber(seat.chamber))
        return self._chamber(finding.chamber)

    def _member(self, member: AnyMember) -> MemberIdentity:
        chamber = self._chamber(member.chamber)
        slug = intern(member.slug)
        return MemberIdentity(member.pk, slug, member.version, member.name, chamber)

    def _chamber(self, chamber: AnyChamber) -> ChamberRow:
        if chamber.pk not in self._chambers:
            self._chambers[chamber.pk] = ChamberRow.of(chamber)
        return self._chambers[chamber.pk]


def of_rows(
    checks: Iterable[Check],
    rows: Sequence[MemberRow],
    scope: Scope,
    found: Mapping[str, Collected] | None = None,
) -> Mapping[str, Collected]:
    """Ask checks of single members about these members, and return what each finds by its name.

    `found` has what the same checks found about other members, and gets the new findings as well.
    Members who have left are shown only to the checks that look at them too.
    """
    checks = list(checks)
    found = found or {check.name: Collected(check, scope) for check in checks}
    sitting = [row for row in rows if row.sits(scope.today)]
    for check in checks:
        found[check.name].run(rows if check.former else sitting)
    return found


def _merged(first: Finding, second: Finding) -> Finding:
    a, b = first.evidence, second.evidence
    evidence = Evidence(
        observed=f"{a.observed}; {b.observed}",
        expected="; ".join(filter(None, (a.expected, b.expected))),
        compared=(
            *(a.compared or (a.observed, a.expected)),
            *(b.compared or (b.observed, b.expected)),
        ),
        context={**a.context, **b.context},
    )
    return replace(
        first,
        message=f"{first.message} {second.message}",
        evidence=evidence,
        fixes=_together(first.fixes, second.fixes),
    )


def _together(first: tuple[Fix, ...], second: tuple[Fix, ...]) -> tuple[Fix, ...]:
    """Return one fix if each side has one, as both values need correcting; otherwise all of them,
    as alternatives."""
    if len(first) == len(second) == 1:
        return (Fix(f"{first[0].label}; {second[0].label}", (*first[0].edits, *second[0].edits)),)
    return (*first, *second)
