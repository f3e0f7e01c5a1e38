"""Helpers that start Python with a configuration and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.support import zygote
from tests.support.installation import ROOT

WHOLE = {
    "SECRET_KEY": "tests-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEF",
    "ALLOWED_HOSTS": "example.org",
    "ISSUE_EMAILS": "one@example.org",
}
PRINT = "from django.conf import settings; print(settings.{})"


def run(
    *command: str, env: Mapping[str, str], cwd: Path = ROOT
) -> subprocess.CompletedProcess[str]:
    """Run Python with these arguments and this environment alone; a `.env` is read only if it is
    named."""
    return _run(subprocess.Popen, *command, env=env, cwd=cwd)


def manage(
    *arguments: str, env: Mapping[str, str], cwd: Path = ROOT
) -> subprocess.CompletedProcess[str]:
    """Run `manage.py` with these arguments, as `run` does."""
    return _run(zygote.Popen, str(ROOT / "manage.py"), *arguments, env=env, cwd=cwd)


def _run(
    start: type[subprocess.Popen[str]], *command: str, env: Mapping[str, str], cwd: Path
) -> subprocess.CompletedProcess[str]:
    with start(
        [sys.executable, *command],
        env={"PATH": os.environ["PATH"], "YVIH_ENV_FILE": "/nowhere/.env", **env},
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        output, errors = process.communicate()
    return subprocess.CompletedProcess(process.args, process.returncode, output, errors)


def setting(name: str, cwd: Path = ROOT, **environment: str) -> str:
    done = manage("shell", "-v0", "-c", PRINT.format(name), env={**WHOLE, **environment}, cwd=cwd)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
