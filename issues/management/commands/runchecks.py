"""`manage.py runchecks`: run the checks, store what they find, and print a report."""

from __future__ import annotations

import gc
import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any, NoReturn

from django.core.management.base import CommandError
from django.utils import timezone
from tqdm import tqdm

from issues.findings.registry import CHECKS, Check
from issues.findings.scope import Scope
from issues.lease import LeaseLost, LeaseTaken
from issues.models.choices import Severity
from issues.runs import breaker, check_state, runner
from issues.runs.report import Result, RunProgress, RunReport
from members.jobs.job import Job
from members.models import Chamber

ERRORED, USAGE, IN_PROGRESS, FINDINGS = 1, 2, 3, 4


class _Bar(RunProgress):
    """The progress of a run on a terminal."""

    def __init__(self, bar: tqdm[NoReturn]) -> None:
        self._bar = bar

    def read(self, members: int) -> None:
        self._bar.set_description(f"{members} members read")
        self._bar.refresh()

    def decides(self, check: Check) -> None:
        self._bar.set_description(check.name)
        self._bar.update()


class Command(Job):
    answers = frozenset({USAGE, IN_PROGRESS, FINDINGS})
    help = (
        "Run the checks and turn what they find into issues. "
        "Ends with 0 done, 1 a check errored, 2 wrong usage, 3 another run is in progress, "
        "4 --fail-on."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check",
            nargs="+",
            action="extend",
            default=[],
            metavar="NAME",
            help="only these checks",
        )
        parser.add_argument(
            "--chamber",
            nargs="+",
            action="extend",
            default=[],
            metavar="SLUG",
            help="only these chambers",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="show what a run would do, and write nothing"
        )
        parser.add_argument("--list", action="store_true", help="list the checks and run none")
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument(
            "--fail-on",
            choices=Severity.values,
            help="end with 4 if issues of this severity or a higher one are open",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        names: list[str] = options["check"]
        # The heartbeat reports only on runs of everything.
        self.announces = not (names or options["chamber"] or options["dry_run"] or options["list"])
        as_json: bool = options["format"] == "json"
        scope = Scope(today=timezone.localdate(), chambers=frozenset(options["chamber"]))
        self._refuse_unknown("check", names, CHECKS)
        self._refuse_unknown(
            "chamber", scope.chambers, Chamber.objects.values_list("slug", flat=True)
        )
        enabled = [check.name for check in check_state.enabled(names)]
        if disabled := sorted(set(names).difference(enabled)):
            raise CommandError(f"Disabled in the admin: {', '.join(disabled)}.", returncode=USAGE)
        if options["list"]:
            self.stdout.write(_listed(as_json))
            return
        execute = runner.rehearse if options["dry_run"] else runner.run
        with (
            garbage_collected_rarely(),
            tqdm(total=len(enabled), disable=None, leave=False, file=sys.stderr) as bar,
        ):
            try:
                report = execute(names, scope, _Bar(bar))
            except LeaseTaken as error:
                raise CommandError(
                    f"Another run is in progress: {error}", returncode=IN_PROGRESS
                ) from error
            except LeaseLost as error:
                raise CommandError(str(error), returncode=ERRORED) from error
        if as_json or options["verbosity"] > 0:
            self.stdout.write(
                json.dumps(_as_json(report), indent=1) if as_json else _as_text(report)
            )
        if report.errored:
            raise CommandError(" ".join(_errors(report)), returncode=ERRORED)
        if fail_on := options["fail_on"]:
            self._fail_on(Severity(fail_on), names, scope, report)

    def _refuse_unknown(self, what: str, given: Any, known: Any) -> None:
        known = sorted(known)
        for name in given:
            if name not in known:
                raise CommandError(
                    f"There is no {what} {name!r}. The {what}s are: {', '.join(known)}.",
                    returncode=USAGE,
                )

    def _fail_on(
        self, severity: Severity, names: list[str], scope: Scope, report: RunReport
    ) -> None:
        if report.run is None:
            count = sum(
                result.active
                for result in report.results
                if result.check.severity in severity.or_graver
            )
        else:
            count = runner.active_at_or_above(severity, names, scope)
        if count:
            raise CommandError(
                f"{count} issues of severity {severity} or above are open.", returncode=FINDINGS
            )


def _errors(report: RunReport) -> Iterator[str]:
    if failing := ", ".join(result.check.name for result in report.results if result.error):
        yield f"A check broke: {failing}."
    if report.unmade:
        yield (
            f"Messages that could not be composed: {report.unmade}; "
            "what they report is stored, and listed in the admin under Mail."
        )


@contextmanager
def garbage_collected_rarely() -> Iterator[None]:
    """Search for garbage seldom in the block, while millions of rows come and go that need no
    search, and never in what was made before, which lives as long as this process.
    """
    thresholds = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)


def _listed(as_json: bool) -> str:
    enabled = {check.name for check in check_state.enabled()}
    rows = [
        {
            "name": check.name,
            "severity": check.severity,
            "title": check.title,
            "about": check.about,
            "enabled": check.name in enabled,
        }
        for _, check in sorted(CHECKS.items())
    ]
    if as_json:
        return json.dumps(rows, indent=1)
    return "\n".join(
        f"{row['name']:28} {row['severity']:8} {row['title']}"
        f"{'' if row['enabled'] else ' (disabled)'}"
        for row in rows
    )


def _by_name(report: RunReport) -> list[Result]:
    """Return the results by name, and last the check that reports what others held back."""
    return sorted(
        report.results,
        key=lambda result: (result.check.name == breaker.REPORTS_HOLDS, result.check.name),
    )


def _as_json(report: RunReport) -> dict[str, Any]:
    return {
        "run": report.run and report.run.pk,
        "status": "errored" if report.errored else "succeeded",
        "seconds": round(report.seconds, 3),
        "checks": [
            {
                "name": result.check.name,
                "severity": result.check.severity,
                **asdict(result.counts),
                "error": result.error or None,
                "seconds": round(result.seconds, 3),
            }
            for result in _by_name(report)
        ],
        "totals": asdict(report.totals),
    }


def _as_text(report: RunReport) -> str:
    rows = [
        (result.check.name, result.counts, result.seconds, result.error)
        for result in _by_name(report)
    ]
    lines = [f"{'check':28} findings  opened  reopened  resolved  unchanged  seconds"]
    active = [row for row in rows if any(asdict(row[1]).values()) or row[3]]
    for name, counts, seconds, error in active:
        lines.append(
            f"{name:28} {counts.findings:8} {counts.opened:7} {counts.reopened:9} "
            f"{counts.resolved:9} {counts.unchanged:10} {seconds:8.2f}"
            + (f"  held: {counts.held}" if counts.held else "")
            + (f"  broke: {error}" if error else "")
        )
    if quiet := len(rows) - len(active):
        lines.append(f"Checks that found nothing: {quiet}.")
    if report.retired:
        lines.append(f"Issues of checks that no longer run, resolved: {report.retired}.")
    if report.woken:
        lines.append(f"Reports whose snooze ended, reopened: {report.woken}.")
    totals = report.totals
    what = "A dry run, nothing was written" if report.run is None else f"Run {report.run.pk}"
    done = (
        f"{totals.opened} opened, {totals.reopened} reopened, {totals.resolved} resolved, "
        f"{totals.unchanged} unchanged."
    )
    if totals.held:
        done += f" Held back as too much at once: {totals.held}; see check-held."
    return "\n".join([*lines, f"{what}: {done}"])
