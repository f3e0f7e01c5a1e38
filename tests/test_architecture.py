"""The walls of the house: who may import whom, how long a module may grow, and that `members` stands alone."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ["members", "issues", "yvih_site"]
FORBIDDEN = {"members": {"issues", "yvih_site"}, "issues": {"yvih_site"}}


def modules(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def imported(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


@pytest.mark.parametrize("package", FORBIDDEN)
def test_no_package_imports_one_that_stands_on_it(package: str) -> None:
    found = {str(module.relative_to(ROOT)): set(imported(module)) & FORBIDDEN[package] for module in modules(package)}
    assert {name: what for name, what in found.items() if what} == {}


def test_the_members_tests_do_not_import_issues() -> None:
    assert [str(module) for module in modules("tests/members") if {"issues", "yvih_site"} & set(imported(module))] == []


def test_no_module_has_more_than_300_lines() -> None:
    lengths = {str(module.relative_to(ROOT)): len(module.read_text().splitlines()) for package in PACKAGES for module in modules(package)}
    assert {name: length for name, length in lengths.items() if length > 300} == {}


@pytest.mark.long
def test_members_migrates_and_passes_its_tests_without_issues() -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--ds=tests.settings_members_only", "tests/members"]
    done = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
