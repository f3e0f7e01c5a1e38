"""The examples of CONTRIBUTING.md work as they are written there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.installation import ROOT
from tests.support.need import need

pytestmark = pytest.mark.once("the examples are tried on SQLite")

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
#: The example's files by the heading under which they are.
EXAMPLES = {
    "Add a check": {"issues/checks/role_shouted.py", "tests/checks/test_role_shouted.py"},
    "Add a source": {"members/sources/house_app.py", "tests/members/sources/test_house_app.py"},
    "Add a mail": {
        "issues/mail/notifications.py",
        "templates/mail/hold_released.html",
        "templates/mail/hold_released.txt",
        "tests/issues/mail/test_as_typed.py",
        "tests/issues/mail/test_hold_released.py",
    },
    "Add a public page": {
        "members/urls.py",
        "members/views.py",
        "templates/members/parties.html",
        "tests/members/test_parties_page.py",
    },
}

With = Callable[[str], Path]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the project."""
    for name in OURS:
        if (ROOT / name).is_dir():
            shutil.copytree(
                ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__")
            )
        else:
            shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def having(checkout: Path) -> With:
    """Return a function that writes the example under a heading into the copy."""

    def add(heading: str) -> Path:
        section = re.split(r"^## ", TEXT.partition(f"## {heading}\n")[2], flags=re.MULTILINE)[0]
        for path, text in files(section):
            (checkout / path).write_text(text)
        for path, before, after in changes(section):
            text = (checkout / path).read_text()
            assert text.count(before) == 1, (path, before)
            (checkout / path).write_text(text.replace(before, after))
        return checkout

    return add


def files(section: str) -> list[tuple[str, str]]:
    """Return the path and text of each new file, which is named in the block's first line."""
    name = r"(?:# |\{# )(\S+)(?: #\})?\n"
    return re.findall(rf"```(?:python|django)\n{name}(.*?)```", section, re.DOTALL)


def changes(section: str) -> list[tuple[str, str, str]]:
    """Return the path of each changed file, and the lines there before and after the change."""
    found = []
    for block in re.findall(r"```diff\n(.*?)```", section, re.DOTALL):
        for path, lines in re.findall(r"^(\w\S*)\n((?:[ +].*\n)+)", block, re.MULTILINE):
            marked = lines.splitlines(keepends=True)
            before = "".join(line[1:] for line in marked if line[0] == " ")
            found.append((path, before, "".join(line[1:] for line in marked)))
    return found


def done(checkout: Path, *command: str) -> str:
    """Run Python there, on SQLite, and return what it printed.

    The test database of a server is in use by the tests around this one.
    """
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
    """Return the files that differ from the project's."""
    every = [
        path
        for name in OURS
        for path in [checkout / name, *(checkout / name).rglob("*")]
        if path.is_file()
    ]
    names = {str(path.relative_to(checkout)) for path in every if "__pycache__" not in path.parts}
    return {
        name
        for name in names
        if not (ROOT / name).exists()
        or (ROOT / name).read_bytes() != (checkout / name).read_bytes()
    }


def test_the_check_of_contributing_passes_the_tests_of_every_check(having: With) -> None:
    tests = ("tests/checks/test_catalogue.py", "tests/checks/test_role_shouted.py")
    assert "passed" in done(having("Add a check"), "-m", "pytest", "-q", *tests)


def test_the_source_of_contributing_passes_its_tests_and_those_of_every_format(
    having: With,
) -> None:
    checkout = having("Add a source")

    own, hostile = "tests/members/sources/test_house_app.py", "test_hostile_lists.py"

    assert "2 passed" in done(checkout, "-m", "pytest", "-q", own)
    every = ("-k", "house-app", f"tests/members/sources/{hostile}")
    assert "passed" in done(checkout, "-m", "pytest", "-q", *every)


def test_the_mail_of_contributing_passes_its_test_and_that_of_every_kind(having: With) -> None:
    tests = ("tests/issues/mail/test_hold_released.py", "tests/issues/mail/test_as_typed.py")
    of_it = ("-k", "hold_released or released_a_hold")
    assert "2 passed" in done(having("Add a mail"), "-m", "pytest", "-q", *of_it, *tests)


def test_the_page_of_contributing_passes_its_test(having: With) -> None:
    own = "tests/members/test_parties_page.py"
    assert "1 passed" in done(having("Add a public page"), "-m", "pytest", "-q", own)


def test_a_column_of_a_member_touches_five_modules_and_passes_the_tests_of_every_column(
    having: With,
) -> None:
    checkout = having("Add a column of a member")
    done(checkout, "manage.py", "makemigrations", "members", "--name", "nickname")

    modules = {name for name in touched(checkout) if name.endswith(".py")}
    assert len(modules) == 5, modules
    assert {name.partition("/")[0] for name in modules} == {"members"}

    tests = [
        "members/test_columns.py",
        "issues/privacy/test_member_columns.py",
        "issues/privacy/test_text_columns.py",
        "issues/findings/test_allowed_values.py",
    ]
    of_columns = "nickname or every_text_column or declared"
    said = done(
        checkout, "-m", "pytest", "-v", "-k", of_columns, *(f"tests/{name}" for name in tests)
    )
    assert "test_what_is_untidy_is_found[nickname] PASSED" in said
    assert "Member.nickname] PASSED" in said


def test_the_examples_of_contributing_touch_what_they_say_and_please_the_linters(
    having: With, checkout: Path
) -> None:
    need("ruff")
    for heading in EXAMPLES:
        having(heading)

    assert touched(checkout) == set().union(*EXAMPLES.values())
    for command in (["check"], ["format", "--check"]):
        linted = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "issues", "members", "tests"],
            cwd=checkout,
            capture_output=True,
            text=True,
        )
        assert linted.returncode == 0, linted.stdout
