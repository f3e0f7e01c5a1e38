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

MODULES = house.modules()
#: How many modules may lie in an app's folder itself. A new capability gets a room.
LOOSE = {"members": 15, "issues": 12, "yvih_site": 10}
MOST_LINES = 300
GUIDES = ("README.md", "CONTRIBUTING.md")
TOP = ("issues", "members", "yvih_site", "trials", "tests", "script", "templates")
#: Percent.
MOST_BAD_DOCSTRINGS = 2
MOST_LONG_LINES = 0.5


@pytest.fixture(scope="module")
def every() -> dict[str, house.Module]:
    """The modules of the product, the tests and the trials."""
    return house.modules(packages=house.packages())


@pytest.mark.parametrize("app", house.APPS)
def test_what_an_app_can_do_stands_in_rooms(app: str) -> None:
    assert len(house.loose(house.ROOT, app)) <= LOOSE[app]


def test_no_modules_and_no_rooms_import_each_other_in_a_circle() -> None:
    graph = {name: house.imports(module, MODULES) for name, module in MODULES.items()}
    assert house.circles(graph) == []
    assert house.circles(house.rooms(graph, MODULES)) == []


def test_no_two_classes_have_one_name() -> None:
    assert house.classes(MODULES) == {}


def test_the_members_tests_import_members_alone(every: dict[str, house.Module]) -> None:
    above = {name for name, module in every.items() if module.app in ("issues", "yvih_site")}
    assert {
        name: found
        for name, module in every.items()
        if name.startswith("tests.members") and (found := house.imports(module, every) & above)
    } == {}


def test_no_module_has_more_than_300_lines(every: dict[str, house.Module]) -> None:
    lengths = {name: len(module.text.splitlines()) for name, module in every.items()}
    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}


@pytest.mark.parametrize(
    "text",
    [
        "An_address_with_it_is_none",
        "Are_none_left?",
        "#_The_host_is\n#_no_more.",
        "'Lists_such_as_'\n'are_held'",
    ],
)
def test_a_worst_phrase_is_found_on_two_lines_as_well(text: str) -> None:
    assert house.worst_phrases(text.replace("_", " "))


@pytest.mark.parametrize(
    "text", ["If there is none.", "There are none.", "That is no more than 9.", "if it is None"]
)
def test_plain_english_is_no_worst_phrase(text: str) -> None:
    assert house.worst_phrases(text) == []


def test_no_prose_has_a_worst_phrase(every: dict[str, house.Module]) -> None:
    assert {
        place: found for place, text in house.prose(every) if (found := house.worst_phrases(text))
    } == {}


def test_docstrings_read_as_written_and_lines_have_100_columns_with_few_exceptions(
    every: dict[str, house.Module],
) -> None:
    assert house.bad_docstrings(every).percent <= MOST_BAD_DOCSTRINGS
    assert house.long_lines(every).percent <= MOST_LONG_LINES


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


def test_the_files_that_the_guides_name_exist() -> None:
    """DECISIONS.md is left out, as decisions of the past name files of the past."""
    guides = [*(house.ROOT / "docs").glob("*.md"), *map(house.ROOT.joinpath, GUIDES)]
    named = {
        (guide.name, path)
        for guide in guides
        for path in re.findall(rf"`((?:{'|'.join(TOP)})/[\w./-]+)`", guide.read_text())
    }
    assert len(named) > 50
    assert {(guide, path) for guide, path in named if not (house.ROOT / path).exists()} == set()


def test_the_architecture_page_names_modules_that_are_in_their_room() -> None:
    rows = re.findall(
        r"^\| `([a-z_]+/[a-z_]+)` \|[^|]+\|([^|]+)\|",
        (house.ROOT / "docs" / "architecture.md").read_text(),
        re.MULTILINE,
    )
    named = {(room, name) for room, cell in rows for name in re.findall(r"`([a-z_]+)/?`", cell)}
    assert len(named) > 100
    assert {
        (room, name)
        for room, name in named
        if not any(
            (house.ROOT / room / place).exists()
            for place in (name, f"{name}.py", f"commands/{name}.py")
        )
    } == set()


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
@pytest.mark.once("members' tests themselves run on both databases")
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
