"""Runs of the checks as processes of their own, measured: output, time and memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

from tests.support.installation import ROOT, Installation, Rows
from trials.bench.planted import Found

# The tables that a run writes when it has findings.
_WRITTEN = ["issues_issue", "issues_issueevent", "issues_mail"]


@dataclass(frozen=True)
class Run:
    """One measured run: seconds by check name, counts of issues by outcome, and of the process the
    wall time in seconds and the peak of memory in MB."""

    seconds: dict[str, float]
    counts: dict[str, int]
    wall: float
    peak: float


def runchecks(installation: Installation) -> Run:
    """Run and measure all checks. Raises RuntimeError if the run does not end with status 0."""
    began = time.monotonic()
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        command = [sys.executable, str(ROOT / "manage.py"), "runchecks", "--format", "json"]
        process = subprocess.Popen(
            command,
            env=installation.env,
            cwd=installation.path,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
        )
        # The child's peak counts from the memory of this process when it forked, so this process
        # must stay smaller than the run.
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.monotonic() - began
        output.seek(0)
        errors.seek(0)
        if process.returncode:
            raise RuntimeError(
                f"runchecks ended with {process.returncode}:\n{output.read()}\n{errors.read()}"
            )
        result = json.load(output)
    return Run(
        {check["name"]: check["seconds"] for check in result["checks"]},
        result["totals"],
        wall,
        usage.ru_maxrss / 1024,
    )


def found(installation: Installation) -> set[Found]:
    """Return all open issues as findings."""
    issues = json.loads(
        installation.manage(
            "listissues", "--format", "json", "--status", "open", timeout=600
        ).stdout
    )
    return {
        Found(issue["check"], issue["chamber"], tuple(sorted(issue["members"])), issue["field"])
        for issue in issues
    }


def written(installation: Installation) -> list[Rows]:
    """Return counts and last keys of issues, events and mail, which change with every write."""
    counts = [installation.query(f"SELECT count(*), max(id) FROM {table}") for table in _WRITTEN]
    return [*counts, installation.query("SELECT sum(revision) FROM issues_issue")]
