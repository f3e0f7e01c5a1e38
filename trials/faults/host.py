"""One host on which commands run, and may be killed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.support.installation import ROOT, Installation

KILLED = -9


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit status (-9: killed) and how long it took, in seconds."""

    status: int
    seconds: float


class Host:
    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def start(self, *command: str, kill_after: float | None = None) -> None:
        """Begin a command; `wait` says how it ended. One at a time."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"command": command, "kill_after": kill_after}) + "\n")
        self._process.stdin.flush()

    def wait(self) -> Ended:
        assert self._process.stdout
        return Ended(**json.loads(self._process.stdout.readline()))

    def run(self, *command: str, kill_after: float | None = None) -> Ended:
        self.start(*command, kill_after=kill_after)
        return self.wait()


@contextmanager
def host(installation: Installation, name: str = "") -> Iterator[Host]:
    """A host of that installation, of that name if one is given (which takes root). What its
    commands say is in `host.log`."""
    command = [sys.executable, "-m", "trials.faults.zygote"]
    if name:
        command = [
            "unshare",
            "--uts",
            "sh",
            "-c",
            'hostname "$1"; shift; exec "$@"',
            "sh",
            name,
            *command,
        ]
    with (
        (installation.path / "host.log").open("a") as log,
        subprocess.Popen(
            command,
            cwd=ROOT,
            env=installation.env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as process,
    ):
        assert process.stdout
        ready = process.stdout.readline()
        assert ready == "ready\n", (installation.path / "host.log").read_text()
        try:
            yield Host(process)
        finally:
            process.kill()
