"""A real run that can be caught in the act: one check waits, between reading and storing, until it
is told to go on.

`python -m tests.support.held_run FOLDER CHECK [OPTION ...]` runs `runchecks OPTION ...`; the check
makes FOLDER/reading when it has read, and goes on when FOLDER/go is there.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.support.installation import ROOT, Installation

if TYPE_CHECKING:
    from issues.findings.registry import Check

PATIENCE = 90  # seconds


@contextmanager
def held_run(installation: Installation, check: str, *options: str) -> Iterator[HeldRun]:
    """Yield a run of this installation whose named check has read and not yet stored. It is killed
    at the end if it still runs."""
    folder = installation.path / "held"
    folder.mkdir()
    command = [sys.executable, "-m", "tests.support.held_run", str(folder), check, *options]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=installation.env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            _wait_for(folder / "reading", process)
            yield HeldRun(folder, process)
        finally:
            process.kill()


class HeldRun:
    def __init__(self, folder: Path, process: subprocess.Popen[str]) -> None:
        self.folder, self.process = folder, process

    def go_on(self) -> tuple[int, str, str]:
        """Let the run store its findings; return its exit status, standard output and standard
        error."""
        (self.folder / "go").touch()
        out, err = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, out, err

    def kill(self) -> None:
        """Send SIGKILL and wait until the process has exited."""
        self.process.kill()
        self.process.wait()


def _wait_for(path: Path, process: subprocess.Popen[str] | None = None) -> None:
    end = time.monotonic() + PATIENCE
    while not path.exists():
        assert process is None or process.poll() is None, process.communicate()
        assert time.monotonic() < end, f"{path} did not come"
        time.sleep(0.01)


def main(folder: Path, name: str, options: list[str]) -> None:
    import django
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yvih_site.settings")
    django.setup()
    from issues.runs import outcomes, reading

    outcomes.TOGETHER = 1  # what other checks found before is stored
    read = reading.read

    def waiting(check: Check, *given: Any) -> reading.Reading:
        found = read(check, *given)
        if check.name == name:
            (folder / "reading").touch()
            _wait_for(folder / "go")
        return found

    reading.read = waiting  # type: ignore[assignment]
    execute_from_command_line(["manage.py", "runchecks", *options])


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3:])
