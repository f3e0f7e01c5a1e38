"""Runs of the checks as processes of their own, measured: output, time and memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.support.installation import ROOT, Installation, Rows
from trials.bench.planted import Found

# The tables that a run writes when it has findings.
_WRITTEN = ["issues_issue", "issues_issueevent", "issues_mail"]


@dataclass(frozen=True)
class Run:
    """One measured run.

    - `seconds`: wall time by check name, without the common read
    - `counts`: issues by outcome
    - `wall`: seconds of the whole process; `startup`: processor seconds until the command began
    - `processor`: processor seconds of the process and the server from the first read to the last
      commit
    - `peak`: the most memory of the process, in MB
    """

    seconds: dict[str, float]
    counts: dict[str, int]
    wall: float
    startup: float
    processor: float
    peak: float


def runchecks(installation: Installation) -> Run:
    """Run and measure all checks. Raises RuntimeError if the run does not end with status 0."""
    server, began = _server_seconds(installation), time.monotonic()
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "trials.bench.timed_run"],
            env=installation.env,
            cwd=ROOT,
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
    run = result["run"]
    return Run(
        {check["name"]: check["seconds"] for check in run["checks"]},
        run["totals"],
        wall,
        result["startup"],
        result["processor"] + _server_seconds(installation) - server,
        usage.ru_maxrss / 1024,
    )


def _server_seconds(installation: Installation) -> float:
    """Return the processor seconds that the server and its processes have used; 0 without one.

    Raises RuntimeError if a process that served somebody does not end.
    """
    if installation.database_url.startswith("sqlite:"):
        return 0.0
    ((folder,),) = installation.query("SHOW data_directory")
    postmaster = psutil.Process(int(Path(folder, "postmaster.pid").read_text().split()[0]))
    _wait_for_the_last(postmaster)
    used = postmaster.cpu_times()
    seconds = used.user + used.system + used.children_user + used.children_system
    for child in postmaster.children():
        with suppress(psutil.NoSuchProcess):
            times = child.cpu_times()
            seconds += times.user + times.system
    return seconds


def _wait_for_the_last(postmaster: psutil.Process) -> None:
    """Wait until every process of the server that served somebody has ended, and its time counts
    for the server."""
    end = time.monotonic() + 30
    while serving := [each for each in postmaster.children() if _serves(each)]:
        if time.monotonic() > end:
            raise RuntimeError(f"These processes of the server still work: {serving}")
        time.sleep(0.01)


def _serves(process: psutil.Process) -> bool:
    """True if it serves somebody, as "postgres: user database [local] idle", or is just ending.

    The server of the bench has only local connections.
    """
    with suppress(psutil.NoSuchProcess):
        if process.status() == psutil.STATUS_ZOMBIE:
            return True
        title = " ".join(process.cmdline())
        return not title or "[local]" in title or "parallel worker" in title
    return False


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
