"""Runs of the checks as processes of their own: what they say, how long they take, how much memory
they had."""

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

# What a run writes when it has something to say.
_WRITTEN = ["issues_issue", "issues_issueevent", "issues_mail"]


@dataclass(frozen=True)
class Run:
    """`seconds` of each check by its name, `wall` time of the process, `peak` of its memory in MB."""

    seconds: dict[str, float]
    counts: dict[str, int]
    wall: float
    peak: float


def runchecks(installation: Installation) -> Run:
    """The whole catalogue. Raises RuntimeError when it does not end with 0."""
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
        # Counts from what this process had when it forked: it must stay smaller than what is
        # measured.
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.monotonic() - began
        output.seek(0)
        errors.seek(0)
        if process.returncode:
            raise RuntimeError(
                f"runchecks ended with {process.returncode}:\n{output.read()}\n{errors.read()}"
            )
        said = json.load(output)
    return Run(
        {check["name"]: check["seconds"] for check in said["checks"]},
        said["totals"],
        wall,
        usage.ru_maxrss / 1024,
    )


def found(installation: Installation) -> set[Found]:
    """All open issues, as findings."""
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
    """What is stored of issues, events and mail: equal as long as nobody wrote any."""
    counts = [installation.query(f"SELECT count(*), max(id) FROM {table}") for table in _WRITTEN]
    return [*counts, installation.query("SELECT sum(revision) FROM issues_issue")]
