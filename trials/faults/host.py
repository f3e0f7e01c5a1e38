"""A host on which commands run and can be killed."""

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
    """The end of a command: its exit status (-9 if it was killed) and the seconds that it took."""

    status: int
    seconds: float


class Host:
    """A process that forks commands, one at a time (`trials/faults/zygote.py`)."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def start(self, *command: str, kill_after: float | None = None) -> None:
        """Start a command, to be killed after some seconds unless that is None."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"command": command, "kill_after": kill_after}) + "\n")
        self._process.stdin.flush()

    def wait(self) -> Ended:
        """Wait for the command that was started, and return how it ended."""
        assert self._process.stdout
        return Ended(**json.loads(self._process.stdout.readline()))

    def run(self, *command: str, kill_after: float | None = None) -> Ended:
        """Start a command and wait for it."""
        self.start(*command, kill_after=kill_after)
        return self.wait()


@contextmanager
def host(installation: Installation, name: str = "") -> Iterator[Host]:
    """Start a host for that installation, and stop it at the end of the block.

    A host name of its own needs root. The output of its commands is in `host.log`.
    """
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
