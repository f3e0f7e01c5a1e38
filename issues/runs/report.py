"""The report of a run, and of its progress."""

from __future__ import annotations

from dataclasses import dataclass, field

from issues.findings.registry import Check
from issues.models import Run
from issues.runs.plan import Counts


class RunProgress:
    """The receiver of a run's progress. This one ignores it."""

    def read(self, members: int) -> None:
        """Receive how many members have been read."""

    def decides(self, check: Check) -> None:
        """Receive the check whose findings are compared with its issues now."""


@dataclass(frozen=True)
class Result:
    """The outcome of one check in a run.

    `error` is the error that it broke with, or "". `seconds` is wall time. `active` is the number
    of its issues in scope that are active afterwards.
    """

    check: Check
    counts: Counts
    error: str = ""
    seconds: float = 0.0
    active: int = 0


@dataclass
class RunReport:
    """The outcome of a run.

    A dry run has no `run`. `woken` counts the reports whose snooze ended, and `retired` the issues
    of checks that no longer run.
    """

    run: Run | None
    results: list[Result] = field(default_factory=list)
    woken: int = 0
    retired: int = 0
    seconds: float = 0.0
    #: The number of mails that could not be made.
    unmade: int = 0

    @property
    def errored(self) -> bool:
        """True if a check broke, or if a mail about its findings could not be made."""
        return self.unmade > 0 or any(result.error for result in self.results)

    @property
    def totals(self) -> Counts:
        """Return the sum over all checks, and more: reports whose snooze ended count as reopened,
        and issues of checks that no longer run as resolved."""
        others = Counts(reopened=self.woken, resolved=self.retired)
        return sum((result.counts for result in self.results), others)
