"""The examples in CONTRIBUTING.md work as they are written."""

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

OURS = (
    "docs",
    "issues",
    "members",
    "tests",
    "trials",
    "yvih_site",
    "templates",
    "static",
    "manage.py",
    "pyproject.toml",
)
TEXT = (ROOT / "CONTRIBUTING.md").read_text()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a copy of the project."""
    for name in OURS:
        if (ROOT / name).is_dir():
            shutil.copytree(
                ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__")
            )
        else:
            shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def with_check(checkout: Path) -> Path:
    """Return the copy with the check of CONTRIBUTING.md and its test."""
    blocks = re.findall(r"```python\n# (\S+)\n(.*?)```", TEXT, re.DOTALL)
    assert [path for path, _ in blocks] == [
        "issues/checks/role_shouted.py",
        "tests/checks/test_role_shouted.py",
    ]
    for path, text in blocks:
        (checkout / path).write_text(text)
    return checkout


@pytest.fixture
def with_column(checkout: Path) -> Path:
    """Return the copy with the column of CONTRIBUTING.md and the migration for it."""
    (block,) = re.findall(r"```diff\n(.*?)```", TEXT, re.DOTALL)
    for path, above, added in re.findall(r"^(\S+)\n (.*\n)\+(.*\n)", block, re.MULTILINE):
        text = (checkout / path).read_text()
        assert text.count(above) == 1, path
        (checkout / path).write_text(text.replace(above, above + added))
    done(checkout, "manage.py", "makemigrations", "members", "--name", "nickname")
    return checkout


def done(checkout: Path, *command: str) -> str:
    """Run Python in the copy, on SQLite, and return its output. A server's test database is in use
    by the tests around this one."""
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {
        "DJANGO_SETTINGS_MODULE": "tests.settings"
    }
    found = subprocess.run(
        [sys.executable, *command],
        cwd=checkout,
        env=env,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert found.returncode == 0, found.stdout + found.stderr
    return found.stdout


def touched(checkout: Path) -> set[str]:
    """Return the files that differ from those of the project."""
    files = [
        path
        for name in OURS
        for path in [checkout / name, *(checkout / name).rglob("*")]
        if path.is_file()
    ]
    names = {str(path.relative_to(checkout)) for path in files if "__pycache__" not in path.parts}
    return {
        name
        for name in names
        if not (ROOT / name).exists()
        or (ROOT / name).read_bytes() != (checkout / name).read_bytes()
    }


def test_the_check_of_contributing_passes_the_tests_of_every_check(with_check: Path) -> None:
    assert "passed" in done(
        with_check,
        "-m",
        "pytest",
        "-q",
        "tests/checks/test_catalogue.py",
        "tests/checks/test_role_shouted.py",
    )


def test_a_column_of_a_member_touches_four_modules_and_passes_the_tests_of_every_column(
    with_column: Path,
) -> None:
    modules = {name for name in touched(with_column) if name.endswith(".py")}
    assert len(modules) == 4, modules
    assert {name.partition("/")[0] for name in modules} == {"members"}

    tests = [
        "members/test_columns.py",
        "issues/privacy/test_member_columns.py",
        "issues/privacy/test_text_columns.py",
        "issues/findings/test_allowed_values.py",
    ]
    of_columns = "nickname or text_column or declared"
    said = done(
        with_column, "-m", "pytest", "-v", "-k", of_columns, *(f"tests/{name}" for name in tests)
    )
    assert "test_what_is_untidy_is_found[nickname] PASSED" in said
    assert "Member.nickname] PASSED" in said


def test_the_check_of_contributing_pleases_the_linter(with_check: Path) -> None:
    need("ruff")
    for command in (["check"], ["format", "--check"]):
        linted = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "issues", "tests"],
            cwd=with_check,
            capture_output=True,
            text=True,
        )
        assert linted.returncode == 0, linted.stdout
