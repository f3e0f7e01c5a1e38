"""The outcomes of the checks of a run: those of several are stored in one short transaction.

If that fails, each is stored by itself, so that an error stops no other check.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from django.db import connection, transaction

from issues.findings.registry import Check
from issues.findings.scope import Scope
from issues.lease import HeldLease, LeaseLost
from issues.mail import unsendable
from issues.mail.staff_mail import StaffMail
from issues.models import CheckState, Run
from issues.runs import breaker, check_state, coverage, decision, moments, reading, storage
from issues.runs.breaker import Breaker
from issues.runs.causes import Causes
from issues.runs.moments import Moment
from issues.runs.plan import Counts, Plan
from issues.runs.reading import Reading
from issues.runs.report import Result
from issues.runs.settled import Settled
from issues.triage import Actor

logger = logging.getLogger(__name__)

#: The most findings or issues of several outcomes that are stored together.
TOGETHER = 200


@dataclass
class _Outcome:
    """What a check found, until it is stored. `seconds` is the wall time until it is decided what
    becomes of it."""

    check: Check
    found: Reading
    earlier: Moment
    seconds: float

    @property
    def size(self) -> int:
        """Return the number of findings or issues, whichever is more."""
        return max(len(self.found.findings), len(self.found.stored))

    @property
    def members(self) -> Iterator[str]:
        """Return the slugs of the members whom the findings and issues are about."""
        concerned = (finding.concerned for finding in self.found.findings.values())
        return chain(self.found.versions, (member.slug for each in concerned for member in each))


class Outcomes:
    """What the checks of a run share while their outcomes are decided and stored.

    `results` are by check name.
    """

    def __init__(self, this: Run, scope: Scope, lease: HeldLease, mail: StaffMail) -> None:
        self.this, self.scope, self.lease, self.mail = this, scope, lease, mail
        self.limits, self.wider = Breaker(scope, this), Causes(scope)
        self.results: dict[str, Result] = {}
        self._waiting: list[_Outcome] = []

    def add(
        self, check: Check, earlier: Moment | None = None, settled: Settled | None = None
    ) -> None:
        """Read what one check found. It waits to be stored with others until they are enough, or
        `store` is called; if it changes nothing, only its result is kept.

        `earlier` is the state from before the checks looked, if this one has looked already. An
        error in the check is recorded, and stops no other.
        """
        if any(each.check.name in check.part_of for each in self._waiting):
            self.store()  # what a wider check takes in depends on what is stored of it
        started = time.monotonic() - self.wider.seconds.get(check.name, 0)
        try:
            earlier = earlier or moments.before([check], self.scope)
            found = reading.read(check, self.scope, self.wider, earlier)
            if any(finding.evidence.claims for finding in found.findings.values()):
                self.store()  # whether claims stay dismissed depends on what is stored of others
            plan = settled.plan(check, self.scope, found) if settled else None
        except LeaseLost:
            raise
        except (Exception, SystemExit) as error:
            self._failed(check, error, time.monotonic() - started)
            return
        seconds = time.monotonic() - started
        if settled and plan:
            self.results[check.name] = settled.keep(
                Result(check, plan.counts, "", seconds, plan.active)
            )
            return
        outcome = _Outcome(check, found, earlier, seconds)
        # What is locked stays so until the transaction ends: for a few issues, not for many others.
        if outcome.size + self._size > TOGETHER:
            self.store()
        self._waiting.append(outcome)
        if self._size >= TOGETHER:
            self.store()

    def store(self) -> None:
        """Store what waits. Raises LeaseLost if another process took over the lease."""
        waiting, self._waiting = self._waiting, []
        try:
            if waiting:
                self._store(waiting)
        except LeaseLost:
            raise
        except (Exception, SystemExit) as error:
            if len(waiting) == 1:
                self._failed(waiting[0].check, error, waiting[0].seconds)
                return
            words = check_state.describe_error(error)
            logger.info("Not stored together, so one by one: %s", words)
            if not connection.is_usable():
                connection.close()
            for each in waiting:
                self._waiting = [each]
                self.store()

    @property
    def _size(self) -> int:
        return sum(each.size for each in self._waiting)

    def _store(self, outcomes: list[_Outcome]) -> None:
        found = {each.check.name: each.found.findings for each in outcomes}
        members = set(chain.from_iterable(each.members for each in outcomes))
        with unsendable.collect_unmade(), self.mail.digest():  # one transaction
            self.lease.renew()
            states = check_state.locked(found)
            now = moments.after(outcomes[0].earlier, self.scope, members, found)
            plans = [self._decide(each, now, states[each.check.name]) for each in outcomes]
            counts = storage.store(plans, Actor(run=self.this))
            results = [
                Result(each.check, counts[each.check.name], "", each.seconds, plan.active)
                for each, plan in zip(outcomes, plans, strict=True)
            ]
            storage.store_results(self.this, results)
            check_state.record_success(
                states.values(), {plan.check.name: self._visited(plan) for plan in plans}
            )
        self.results |= {result.check.name: result for result in results}

    def _decide(self, outcome: _Outcome, now: Moment, state: CheckState) -> Plan:
        began = time.monotonic()
        plan = decision.decide(outcome.check, self.scope, outcome.found, now)
        tripped = self.limits.tripped(plan, state.ran_in)
        self.limits.remember(plan, tripped)
        outcome.seconds += time.monotonic() - began
        return breaker.without_buckets(plan, tripped)

    def _visited(self, plan: Plan) -> set[str]:
        return coverage.visited(plan.check, self.scope, self.limits.sitting, plan.coverage)

    def _failed(self, check: Check, error: BaseException, seconds: float) -> None:
        """Record that a check broke. Staff are mailed once, until it succeeds again."""
        logger.error("The check %s broke", check.name, exc_info=error)
        self.wider.forget(check.name)
        if not connection.is_usable():
            connection.close()
        result = Result(check, Counts(), check_state.describe_error(error), seconds)
        with transaction.atomic():
            self.lease.renew()
            check_state.record_failure(check_state.locked([check.name])[check.name], error)
            storage.store_results(self.this, [result])
        self.results[check.name] = result
