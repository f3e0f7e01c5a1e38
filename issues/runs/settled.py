"""The checks of a run that change nothing: most checks in nearly every run.

Their results are stored together at the end of the run, so none of them needs a transaction of its
own.
"""

from __future__ import annotations

from collections.abc import Iterable

from issues.findings.registry import Check
from issues.findings.scope import Scope
from issues.models import CheckState, Run
from issues.runs import coverage, decision, moments, storage
from issues.runs.breaker import Breaker
from issues.runs.moments import Moment
from issues.runs.plan import Plan
from issues.runs.reading import Reading
from issues.runs.report import Result


class Settled:
    """The checks that change nothing, compared with the issues as they are after all checks have
    read the data.

    `slugs` are those of the members whom the findings are about.
    """

    def __init__(self, limits: Breaker, before: Moment, slugs: Iterable[str]) -> None:
        self._limits = limits
        self._now = moments.after(before, limits.scope, slugs)
        working = CheckState.objects.filter(failing_since=None)
        self._ran = {name: set(ran) for name, ran in working.values_list("name", "ran_in")}
        self._results: list[Result] = []

    def plan(self, check: Check, scope: Scope, found: Reading) -> Plan | None:
        """Return the plan of a check that changes nothing, whether an issue, a hold or its state;
        None for any other."""
        looked = check.name in self._now.active and check.name in self._ran
        if not looked or check.name in self._limits.held:
            return None
        plan = decision.decide(check, scope, found, self._now)
        visited = coverage.visited(check, scope, self._limits.sitting, plan.coverage)
        return None if plan.changes or not visited <= self._ran[check.name] else plan

    def keep(self, result: Result) -> Result:
        """Keep the result of such a check until the end of the run, and return it."""
        self._results.append(result)
        return result

    def store(self, run: Run) -> None:
        """Store all results that were kept, in the caller's transaction."""
        storage.store_results(run, self._results)
