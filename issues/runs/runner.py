"""One execution of the checks: findings become issues.

A run reads first and writes after. All checks read together, with no transaction open. Then the
outcome of each is stored whole in a short transaction: issues, events, result and mail together.
What was touched in between - by a person, by another process, or because the member itself was
edited - is left alone until the next run.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from issues import clock, triage
from issues.findings.reach import Reach
from issues.findings.registry import Check
from issues.findings.scope import Scope
from issues.lease import HeldLease, hold
from issues.mail import unsendable
from issues.mail.staff_mail import StaffMail
from issues.models import CheckState, Issue, Mail, Run
from issues.models.choices import CHECK_RETIRED, Origin, Severity, Status
from issues.official import lists
from issues.runs import (
    breaker,
    check_state,
    decision,
    heartbeat,
    log_context,
    moments,
    reading,
)
from issues.runs.breaker import Breaker
from issues.runs.causes import Causes, wider_first
from issues.runs.list_memory import ListMemory
from issues.runs.moments import Moment
from issues.runs.outcomes import Outcomes
from issues.runs.plan import Counts
from issues.runs.report import Result, RunProgress, RunReport
from issues.runs.settled import Settled
from issues.triage import Actor

logger = logging.getLogger(__name__)

LEASE = "runchecks"


def rehearse(names: Iterable[str], scope: Scope, progress: RunProgress | None = None) -> RunReport:
    """Return what a run would do. Writes nothing and takes no lease."""
    started_at = time.monotonic()
    report = RunReport(run=None, woken=len(_snoozed_too_long(scope)))
    names = list(names)
    if not names and not scope.chambers:
        report.retired = _of_removed_checks().count()
    checks, progress = _in_order(names), progress or RunProgress()
    limits, wider, ran = (
        Breaker(scope),
        Causes(scope),
        dict(CheckState.objects.values_list("name", "ran_in")),
    )
    before = _survey(checks, wider, progress, _memory(scope))
    for check in checks:
        progress.decides(check)
        started = time.monotonic() - wider.seconds.get(check.name, 0)
        try:
            plan = decision.decide(check, scope, reading.read(check, scope, wider, before))
            tripped = limits.tripped(plan, ran.get(check.name, []))
            wider.held[check.name] = set(tripped)
            plan = breaker.without_buckets(plan, tripped)
        except (Exception, SystemExit) as error:
            logger.exception("The check %s broke", check.name)
            report.results.append(
                Result(
                    check, Counts(), check_state.describe_error(error), time.monotonic() - started
                )
            )
        else:
            report.results.append(
                Result(check, plan.counts, "", time.monotonic() - started, plan.active)
            )
    report.seconds = time.monotonic() - started_at
    return report


def run(names: Iterable[str], scope: Scope, progress: RunProgress | None = None) -> RunReport:
    """Run the checks of those names in that scope, and store what they find. No names means all
    checks.

    Raises LeaseTaken if another run is in progress, and LeaseLost if another process took over the
    lease.
    """
    names = sorted(set(names))
    with hold(LEASE) as lease, heartbeat.announced(whole=not names and not scope.chambers) as beat:
        clock.open_log_ins(timezone.now())
        Run.objects.filter(status=Run.Outcome.RUNNING).update(status=Run.Outcome.INTERRUPTED)
        this = Run.objects.create(scope={"checks": names, "chambers": sorted(scope.chambers)})
        with log_context.about(run=this.pk), unsendable.collect_unmade() as mails:
            report = _run(this, names, scope, lease, progress or RunProgress(), mails)
        beat.succeeded = not report.errored
    return report


def _run(
    this: Run,
    names: list[str],
    scope: Scope,
    lease: HeldLease,
    progress: RunProgress,
    mails: list[Mail],
) -> RunReport:
    started_at = time.monotonic()
    logger.info("The run begins.")
    report = RunReport(run=this)
    if not names and not scope.chambers:
        report.retired = _close_issues_of_removed_checks(this, lease)
    with StaffMail() as mail:
        work = Outcomes(this, scope, lease, mail)
        checks = _in_order(names)
        if any(check.official for check in checks):
            whole = any(check.reach is Reach.LISTS for check in checks)
            lists.keep_rows(None if whole else scope)
        memory = _memory(scope)
        before = _survey(checks, work.wider, progress, memory)
        settled = Settled(work.limits, before, work.wider.found_members())
        others = [check for check in checks if check.name != breaker.REPORTS_HOLDS]
        for check in others:
            progress.decides(check)
            work.add(check, before, settled)
        work.store()
        # Read when all others are stored.
        last = checks[len(others) :]
        if work.limits.changed and not last:
            last = _in_order([breaker.REPORTS_HOLDS])
        for check in last:
            progress.decides(check)
            work.add(check)
        work.store()
        report.results = [work.results[check.name] for check in (*others, *last)]
        report.woken = _wake_reports(this, lease, scope, mail)
    if memory:
        memory.finish()
    report.seconds, report.unmade = time.monotonic() - started_at, len(mails)
    with transaction.atomic():
        lease.renew()
        settled.store(this)
        if memory:
            memory.store()
        this.unmade_mails = report.unmade
        this.status = Run.Outcome.ERRORED if report.errored else Run.Outcome.SUCCEEDED
        this.finished_at = timezone.now()
        this.save()
    totals = report.totals
    logger.info(
        "The run ended: %s, %s opened, %s reopened, %s resolved.",
        this.status,
        totals.opened,
        totals.reopened,
        totals.resolved,
    )
    return report


def active_at_or_above(severity: Severity, names: Iterable[str], scope: Scope) -> int:
    """Return the number of active issues in scope with that severity or a graver one. No names
    means all checks.
    """
    issues = Issue.objects.active().filter(severity__in=severity.or_graver)
    if names:
        issues = issues.filter(check_name__in=names)
    return sum(
        scope.includes(chambers) for chambers in issues.values_list("chamber_slugs", flat=True)
    )


def _in_order(names: Iterable[str]) -> list[Check]:
    """Return the enabled checks of those names, or all: the gravest first, then by name.

    A check follows the wider ones that may take its findings in. The check that reports holds is
    the last.
    """
    gravest_first = sorted(check_state.enabled(names), key=lambda check: check.severity.rank)
    return sorted(wider_first(gravest_first), key=lambda check: check.name == breaker.REPORTS_HOLDS)


def _memory(scope: Scope) -> ListMemory | None:
    return None if scope.chambers or scope.only else ListMemory(scope.today)


def _survey(
    checks: Iterable[Check], wider: Causes, progress: RunProgress, memory: ListMemory | None
) -> Moment:
    """Let all checks read the data at once, and return their issues from before that.

    The check that reports holds reads when all others are stored.
    """
    checks = [check for check in checks if check.name != breaker.REPORTS_HOLDS]
    before = moments.before(checks, wider.scope)
    wider.survey(checks, progress.read, memory)
    return before


def _wake_reports(this: Run, lease: HeldLease, scope: Scope, mail: StaffMail) -> int:
    """Reopen the reports and staff's own issues whose snooze ended, and return how many.

    They have no severity, so they come after all checks.
    """
    with mail.digest("reports"):  # one transaction
        lease.renew()
        woken = triage.reopen(_snoozed_too_long(scope), Actor(run=this), decision.SNOOZE_ENDED)
    return len(woken)


def _snoozed_too_long(scope: Scope) -> list[Issue]:
    snoozed = Issue.objects.exclude(origin=Origin.CHECK).filter(
        status=Status.SNOOZED, snoozed_until__lte=scope.today
    )
    return [issue for issue in snoozed if scope.includes(issue.chamber_slugs)]


def _close_issues_of_removed_checks(this: Run, lease: HeldLease) -> int:
    """Close the active issues of retired and disabled checks, which no run would ever resolve, and
    return how many."""
    with transaction.atomic():
        lease.renew()
        closed = triage.resolve(_of_removed_checks(), Actor(run=this), CHECK_RETIRED)
        breaker.delete_holds_of_removed_checks({check.name for check in check_state.enabled()})
    return len(closed)


def _of_removed_checks() -> QuerySet[Issue]:
    alive = {check.name for check in check_state.enabled()}
    return Issue.objects.active().filter(origin=Origin.CHECK).exclude(check_name__in=alive)
