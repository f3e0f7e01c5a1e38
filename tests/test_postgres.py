"""`python -m tests.support.postgres -- COMMAND`: a server for one command that leaves nothing
behind."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.support.installation import ROOT
from tests.support.need import need

ASK = "import os, sys; print(os.environ['DATABASE_URL'], os.environ['TMPDIR'], flush=True); "
SELECT = (
    "import psycopg; connection = psycopg.connect(host=sys.argv[1], user='postgres'); "
    "print(connection.execute('SELECT 6 * 7').fetchone()[0]); sys.exit(5)"
)


@pytest.fixture(autouse=True)
def interrupts() -> Iterator[None]:
    """Restore interrupts: a background process of a script ignores them, and so do its children."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def start(code: str) -> subprocess.Popen[str]:
    need("postgres")
    command = [sys.executable, "-m", "tests.support.postgres", "--", sys.executable, "-c", code]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def folders(line: str) -> tuple[Path, Path]:
    """Return the server's data folder and the command's temporary folder."""
    url, temporary = line.split()
    return Path(url.removeprefix("postgres://postgres@/").removesuffix("/postgres")), Path(
        temporary
    )


def assert_gone(data: Path, temporary: Path) -> None:
    assert not data.parent.exists()
    assert not temporary.exists()
    assert [
        p
        for p in psutil.process_iter(["cmdline"])
        if str(data) in " ".join(p.info["cmdline"] or [])
    ] == []


def test_the_command_gets_a_real_server_and_its_status_is_handed_on() -> None:
    code = (
        ASK
        + "sys.argv.append(os.environ['DATABASE_URL'].split('@/')[1].rpartition('/')[0]); "
        + SELECT
    )
    with start(code) as process:
        said, _ = process.communicate(timeout=60)
    assert process.returncode == 5
    assert said.splitlines()[1] == "42"
    assert_gone(*folders(said.splitlines()[0]))


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_the_server_is_gone_when_the_command_is_interrupted(
    number: signal.Signals, status: int
) -> None:
    with start(ASK + "import time; time.sleep(60)") as process:
        assert process.stdout
        left = folders(process.stdout.readline())
        if number == signal.SIGINT:  # a terminal sends it to both
            psutil.Process(process.pid).children()[0].send_signal(number)
        process.send_signal(number)
        process.communicate(timeout=60)
    assert process.returncode == status
    assert_gone(*left)
