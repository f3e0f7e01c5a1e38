"""script/server: one command from a fresh clone to the site."""

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
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.installation import copy_checkout


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A fresh clone in which script/setup has run; its Python is the one that runs the tests."""
    path = copy_checkout(tmp_path / "a clone")
    python = path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n')
    python.chmod(0o755)
    requirements = (path / "requirements.txt").read_bytes() + (path / "requirements-dev.txt").read_bytes()
    stamp = subprocess.run(["cksum"], input=requirements, capture_output=True, check=True).stdout
    (path / ".venv" / "requirements.txt.installed").write_bytes(stamp)
    return path


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextmanager
def served(checkout: Path, port: int) -> Iterator[Path]:
    """script/server runs and answers; gives the file with what it says. Interrupted at the end, when nothing of it may be left."""
    said = checkout / "said"
    with said.open("w") as output:
        server = subprocess.Popen(
            ["sh", str(checkout / "script" / "server")],
            env={"PATH": os.environ["PATH"], "HOME": str(checkout), "PORT": str(port), "EMAIL_URL": "smtp://127.0.0.1:1"},
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
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


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as page:
            return bool(page.status == 200)
    except (urllib.error.URLError, ConnectionError):
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


def test_a_newcomer_gets_a_site_with_issues_a_login_and_readable_mail_and_a_second_start_keeps_them(checkout: Path) -> None:
    port = free_port()
    mail = checkout / "var" / "mail"
    with served(checkout, port) as said:
        assert f"http://127.0.0.1:{port}/admin/" in said.read_text()
        assert str(mail) in said.read_text()
        assert re.search(r"staff, password \S{12,}", said.read_text())
        issues = count(checkout, "issues_issue")
        assert issues > 0
        wait_for(lambda: any("Subject: " in file.read_text() for file in mail.glob("*")), said)
    assert (checkout / ".env").stat().st_mode & 0o777 == 0o600

    configuration = (checkout / ".env").read_text()
    with served(checkout, port) as said:
        assert "password lost" in said.read_text()
    assert count(checkout, "issues_issue") == issues
    assert count(checkout, "issues_run") == 1
    assert (checkout / ".env").read_text() == configuration


def test_a_port_that_is_taken_is_said_in_one_message(checkout: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            ["sh", str(checkout / "script" / "server")],
            env={"PATH": os.environ["PATH"], "PORT": str(port)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert f"Port {port} cannot be used" in done.stderr
