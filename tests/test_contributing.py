"""What CONTRIBUTING.md tells a newcomer to write works as it stands there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.installation import ROOT
from tests.support.need import need

OURS = ("bench", "issues", "members", "tests", "yvih_site", "templates", "static", "manage.py", "pyproject.toml")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the project with the files of CONTRIBUTING.md in their places."""
    for name in OURS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, tmp_path / name)
    blocks = re.findall(r"```python\n# (\S+)\n(.*?)```", (ROOT / "CONTRIBUTING.md").read_text(), re.DOTALL)
    assert [path for path, _ in blocks] == ["issues/checks/role_shouted.py", "tests/checks/test_role_shouted.py"]
    for path, text in blocks:
        (tmp_path / path).write_text(text)
    return tmp_path


def test_the_check_of_contributing_passes_the_tests_of_every_check(checkout: Path) -> None:
    # on SQLite, as the test database of a server is in use by the tests around this one
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [sys.executable, "-m", "pytest", "-q", "tests/checks/test_catalogue.py", "tests/checks/test_role_shouted.py"]
    done = subprocess.run(command, cwd=checkout, env=env, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout
    assert "passed" in done.stdout


def test_the_check_of_contributing_pleases_the_linter(checkout: Path) -> None:
    need("ruff")
    for command in (["check"], ["format", "--check"]):
        done = subprocess.run([sys.executable, "-m", "ruff", *command, "issues", "tests"], cwd=checkout, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout
