"""`--quick` and the second run leave tests out by what they do, not by a list that people keep."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.installation import ROOT

pytestmark = pytest.mark.once("these runs are always on SQLite")

CONFTEST = """
import pytest
from tests.support.watch import Watch, add_options as pytest_addoption

def pytest_configure(config):
    config.pluginmanager.register(Watch(config))

@pytest.fixture
def smtp():
    raise AssertionError("made")
"""
TESTS = """
import os, socket, sqlite3, subprocess, sys
from django.db import connection
import pytest

def test_computes(): pass
def test_starts(): subprocess.run(["true"])
def test_forks():
    if not os.fork(): os._exit(0)
    os.wait()
def test_listens(): socket.create_server(("127.0.0.1", 0)).close()
def test_has_a_server_made_for_it(smtp): pass
@pytest.mark.process
def test_says_so(): pass
@pytest.mark.long
def test_takes_long(): pass
@pytest.mark.django_db
def test_reads(): pass
@pytest.mark.once("why")
@pytest.mark.django_db
def test_is_for_one_database(): pass
def test_asks_which_database(): assert connection.vendor
def test_opens_a_file(): sqlite3.connect(":memory:").close()
@pytest.mark.skip
def test_skips(): pass
@pytest.mark.parametrize("n", [1, 2])
def test_is_wrong(n): assert n == 1
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "test_it.py").write_text(TESTS)
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers =\n process: x\n once: x\n long: x\n")
    return tmp_path


def run(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-v",
        "-p",
        "no:randomly",
        "-n1",
        "--ds=tests.settings",
        *options,
    ]
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "DATABASE_URL": "sqlite:///unused.sqlite3",
    }
    return subprocess.run(
        command,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def outcomes(folder: Path, *options: str) -> dict[str, str]:
    """Return the outcome of each test that ran."""
    done = run(folder, *options)
    found = {
        name: outcome
        for outcome, name in re.findall(r"([A-Z]+) test_it\.py::test_(\S+)", done.stdout)
    }
    assert found, done.stdout + done.stderr
    return found


def test_quick_leaves_out_what_starts_a_process_opens_a_server_or_takes_long(folder: Path) -> None:
    found = outcomes(folder, "--quick")
    assert {"has_a_server_made_for_it", "says_so", "takes_long"}.isdisjoint(found)
    assert {name for name, outcome in found.items() if outcome == "SKIPPED"} == {
        "starts",
        "forks",
        "listens",
        "skips",
    }
    assert {name for name, outcome in found.items() if outcome == "PASSED"} == {
        "computes",
        "reads",
        "is_for_one_database",
        "asks_which_database",
        "opens_a_file",
        "is_wrong[1]",
    }


def test_the_second_run_leaves_out_what_needs_no_database_or_is_for_one_only(
    folder: Path,
) -> None:
    everything = outcomes(folder, "--first-run=notes")
    assert (folder / "notes").read_text().splitlines() == [
        "test_it.py::test_computes",
        "test_it.py::test_says_so",
        "test_it.py::test_takes_long",
        "test_it.py::test_is_wrong[1]",
    ]
    assert everything.keys() - outcomes(folder, "--second-run=notes").keys() == {
        "is_for_one_database",
        "computes",
        "says_so",
        "takes_long",
        "is_wrong[1]",
    }


def test_a_second_run_for_which_nothing_is_left_is_right(folder: Path) -> None:
    assert run(folder, "--first-run=notes", "-k", "computes").returncode == 0
    assert run(folder, "--second-run=notes", "-k", "computes").returncode == 0
    assert (
        run(folder, "--first-run=notes", "-k", "nothing_of_that_name").returncode
        == pytest.ExitCode.NO_TESTS_COLLECTED
    )
