"""The layout of the code: loose modules, imports, names and lengths. `python -m tests.house` prints
the figures."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib

import pytest

from tests import house

PACKAGES = (*house.APPS, "tests")
MODULES = house.modules()
#: How many modules may lie in an app's folder itself. A new capability gets a room.
LOOSE = {"members": 15, "issues": 12, "yvih_site": 10}
MOST_LINES = 300


@pytest.mark.parametrize("app", house.APPS)
def test_what_an_app_can_do_stands_in_rooms(app: str) -> None:
    assert len(house.loose(house.ROOT, app)) <= LOOSE[app]


def test_no_modules_and_no_rooms_import_each_other_in_a_circle() -> None:
    graph = {name: house.imports(module, MODULES) for name, module in MODULES.items()}
    assert house.circles(graph) == []
    assert house.circles(house.rooms(graph, MODULES)) == []


def test_no_two_classes_have_one_name() -> None:
    assert house.classes(MODULES) == {}


def test_the_members_tests_import_members_alone() -> None:
    every = house.modules(packages=PACKAGES)
    above = {name for name, module in every.items() if module.app in ("issues", "yvih_site")}
    assert {
        name: found
        for name, module in every.items()
        if name.startswith("tests.members") and (found := house.imports(module, every) & above)
    } == {}


def test_no_module_has_more_than_300_lines() -> None:
    every = house.modules(packages=(*PACKAGES, "trials"))
    lengths = {name: len(module.text.splitlines()) for name, module in every.items()}
    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}


def rooms_in_order() -> list[str]:
    """Return the rooms of every package as `package/room`, from the top floor down.

    The floors are those of import-linter. A room is a folder; migrations are not one.
    """
    tools = tomllib.loads((house.ROOT / "pyproject.toml").read_text())["tool"]
    packages, *floors = tools["importlinter"]["contracts"]
    inside = {contract["containers"][0]: contract["layers"] for contract in floors}
    found = []
    for package in packages["layers"]:
        folders = sorted(path.parent.name for path in (house.ROOT / package).glob("*/__init__.py"))
        names = [
            name.strip() for layer in inside.get(package, folders) for name in layer.split("|")
        ]
        found += [f"{package}/{name}" for name in names if name in folders]
    return [room for room in found if not room.endswith("/migrations")]


def test_the_architecture_page_has_a_row_for_each_room_in_the_order_of_the_floors() -> None:
    page = (house.ROOT / "docs" / "architecture.md").read_text()
    assert re.findall(r"^\| `([a-z_]+/[a-z_]+)` \|", page, re.MULTILINE) == rooms_in_order()


def test_the_architecture_picture_names_each_room_in_the_order_of_the_floors() -> None:
    picture = (house.ROOT / "docs" / "architecture.svg").read_text()
    shown = []
    package = ""
    for kind, name in re.findall(r'<text class="(package|name)"[^>]*>([a-z_]+)</text>', picture):
        if kind == "package":
            package = name
        else:
            shown.append(f"{package}/{name}")
    assert shown == rooms_in_order()


@pytest.mark.long
def test_members_migrates_and_passes_its_tests_without_issues() -> None:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "--ds=tests.settings_members_only",
        "tests/members",
    ]
    done = subprocess.run(
        command, cwd=house.ROOT, env=os.environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
