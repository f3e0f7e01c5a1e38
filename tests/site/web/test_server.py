"""script/server: one command from a fresh clone to the running site."""

from __future__ import annotations

import os
import re
import shlex
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from tests.support.installation import copy_checkout

pytestmark = pytest.mark.once("script/server starts on SQLite")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a fresh clone in which script/setup has run; its Python is the one that runs the
    tests."""
    path = copy_checkout(tmp_path / "a clone")
    python = path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n')
    python.chmod(0o755)
    requirements = (path / "requirements.txt").read_bytes() + (
        path / "requirements-dev.txt"
    ).read_bytes()
    stamp = subprocess.run(["cksum"], input=requirements, capture_output=True, check=True).stdout
    (path / ".venv" / "requirements.txt.installed").write_bytes(stamp)
    return path


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def start(checkout: Path, port: int) -> tuple[subprocess.Popen[bytes], Path]:
    """Start script/server in its own process group; return the process and the file with its
    output."""
    said = checkout / "said"
    with said.open("w") as output:
        server = subprocess.Popen(
            ["sh", str(checkout / "script" / "server")],
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(checkout),
                "PORT": str(port),
                "EMAIL_URL": "smtp://127.0.0.1:1",
            },
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    return server, said


@contextmanager
def served(checkout: Path, port: int) -> Iterator[Path]:
    """Run script/server until it answers; yield the file with its output. Terminating it at the end
    must stop all of it."""
    server, said = start(checkout, port)
    try:
        wait_for(lambda: server.poll() is not None or answers(port), said)
        assert server.poll() is None, said.read_text()
        yield said
    finally:
        server.terminate()
        status = server.wait(30)
        with pytest.raises(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)
    assert status == 143


def group_lives(group: int) -> bool:
    """True if a process of this group runs. A process that has exited and waits for its parent does
    not count."""
    for process in psutil.process_iter():
        with suppress(ProcessLookupError, psutil.NoSuchProcess):
            if os.getpgid(process.pid) == group and process.status() != psutil.STATUS_ZOMBIE:
                return True
    return False


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as page:
            return bool(page.status == 200)
    except OSError:  # not there yet, or too busy to answer in time
        return False


def wait_for(condition: Callable[[], bool], said: Path, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, said.read_text()
        time.sleep(0.1)


def count(checkout: Path, table: str) -> int:
    connection = sqlite3.connect(checkout / "db.sqlite3")
    try:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    finally:
        connection.close()


def test_a_newcomer_gets_a_site_with_issues_a_login_and_readable_mail_and_a_second_start_keeps_them(
    checkout: Path,
) -> None:
    port = free_port()
    mail = checkout / "var" / "mail"
    with served(checkout, port) as said:
        assert f"http://127.0.0.1:{port}/admin/" in said.read_text()
        assert str(mail) in said.read_text()
        assert re.search(r"staff, password \S{12,}", said.read_text())
        issues = count(checkout, "issues_issue")
        assert issues > 0
        with ExitStack() as idle:  # as browsers open them in advance
            for _ in range(5):
                idle.enter_context(socket.create_connection(("127.0.0.1", port)))
            assert answers(port)
        wait_for(lambda: any("Subject: " in file.read_text() for file in mail.glob("*")), said)
    assert (checkout / ".env").stat().st_mode & 0o777 == 0o600

    configuration = (checkout / ".env").read_text()
    with served(checkout, port) as said:
        assert "lost the password" in said.read_text()
    assert count(checkout, "issues_issue") == issues
    assert count(checkout, "issues_run") == 1
    assert (checkout / ".env").read_text() == configuration


def test_the_port_is_written_down_and_commands_for_another_one_name_it(checkout: Path) -> None:
    first, second = free_port(), free_port()
    with served(checkout, first) as said:
        assert "SITE_URL=" not in said.read_text()
    assert f"SITE_URL=http://127.0.0.1:{first}\n" in (checkout / ".env").read_text()
    with served(checkout, second) as said:
        assert (
            f"SITE_URL=http://127.0.0.1:{second} .venv/bin/python manage.py runchecks"
            in said.read_text()
        )


def test_nothing_of_a_server_that_was_killed_lives_on(checkout: Path) -> None:
    port = free_port()
    server, said = start(checkout, port)
    try:
        wait_for(lambda: answers(port) and "Ctrl-C" in said.read_text(), said)
        server.kill()
        server.wait()
        wait_for(lambda: not group_lives(server.pid), said, seconds=30)
    finally:
        if group_lives(server.pid):
            os.killpg(server.pid, signal.SIGKILL)


PRODUCTION = (
    "SECRET_KEY=tests-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEF\n"
    "ALLOWED_HOSTS=example.org\nISSUE_EMAILS=one@example.org\n"
)


@pytest.mark.parametrize("configuration", [PRODUCTION, "ALLOWED_HOSTS=example.org\n"])
def test_a_production_site_is_refused_and_left_as_it_was(
    checkout: Path, configuration: str
) -> None:
    (checkout / ".env").write_text(configuration)
    before = files(checkout)
    done = run_server(checkout)
    assert done.returncode == 1
    assert "DEBUG" in done.stderr
    assert "README.md" in done.stderr
    assert files(checkout) == before


@pytest.mark.parametrize(
    "environment", [dict(line.split("=") for line in PRODUCTION.splitlines()), {"DEBUG": "0"}]
)
def test_a_production_site_configured_by_its_environment_is_refused_too(
    checkout: Path, environment: dict[str, str]
) -> None:
    before = files(checkout)
    done = run_server(checkout, **environment)
    assert done.returncode == 1
    assert "DEBUG" in done.stderr
    assert files(checkout) == before


def files(checkout: Path) -> dict[str, bytes]:
    """Return a dict of path to content of every file except compiled Python."""
    return {
        str(path): path.read_bytes()
        for path in checkout.rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }


def run_server(checkout: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run script/server, which is expected to exit by itself."""
    return subprocess.run(
        ["sh", str(checkout / "script" / "server")],
        env={"PATH": os.environ["PATH"], "PORT": str(free_port()), **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_port_that_is_taken_is_said_in_one_message(checkout: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run_server(checkout, PORT=str(port))
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert f"Port {port} cannot be used" in done.stderr
