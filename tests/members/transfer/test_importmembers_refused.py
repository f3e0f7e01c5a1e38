"""Files and chambers that cannot be loaded: there is one message, and nothing is written."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest
from django.db import DatabaseError

from members.models import Chamber, Member
from members.sources import formats
from members.transfer import importer
from members.transfer.entries import FileProblem, ImportEntry
from tests.members.conftest import Command
from tests.members.transfer.importmembers_parts import nothing


@pytest.mark.parametrize("again", ["a.csv", "./a.csv", "copy.csv"])
def test_a_file_that_is_given_twice_is_refused(command: Command, again: str) -> None:
    for path in ("a.csv", "copy.csv"):
        Path(path).write_text("chamber,name\nnt-la,Ann Lee\n")
    assert (
        command("importmembers", "csv", "a.csv", again).error
        == f"{again}: this file was already given as a.csv"
    )
    assert nothing()


@pytest.mark.parametrize(
    ("content", "args", "message"),
    [
        (
            "chamber,name\nnt-la,Ann Lee\nnt-lx,Bo Lee\n",
            [],
            "m.csv:3: there is no chamber 'nt-lx'; create chambers with `importchambers`",
        ),
        (
            "chamber,name\nnt-la,Ann Lee\n",
            ["--chamber", "no"],
            "there is no chamber 'no'; create chambers with `importchambers`",
        ),
        ("name\nAnn Lee\n", [], "m.csv: no row names its chamber; say which with --chamber"),
        ("chamber,name\nnt-la,\nnt-la,\n", [], "m.csv: none of its rows could be placed"),
        (
            "chamber,naem\nnt-la,Ann Lee\n",
            [],
            "m.csv:1: unknown column 'naem'; the nearest known one is `name`; docs/csv.md has all columns",
        ),
        ("chamber,name\n", [], "m.csv: the file has a header and no rows"),
        ("", [], "m.csv: the file is empty"),
        (b"PK\3\4\0\0", [], "m.csv: this is not a text file: save the list as CSV (UTF-8)"),
    ],
)
def test_a_refusal_is_one_message_and_nothing_is_written(
    load: Command, content: str | bytes, args: list[str], message: str
) -> None:
    assert load(content, *args).error == message
    assert nothing()


def test_a_chamber_that_has_members_is_never_overwritten(load: Command) -> None:
    Member.objects.create(
        slug="old", chamber=Chamber.objects.get(slug="nt-la"), ended_on=date(2001, 1, 1)
    )
    said = load("chamber,name\nqld-la,Ann Lee\nnt-la,Bo Lee\n")
    assert said.error == "there are already members in nt-la; an import never overwrites them"
    assert Member.objects.get().slug == "old"


def test_a_chamber_that_was_filled_meanwhile_is_refused(load: Command) -> None:
    prepare = importer._prepare

    def meanwhile(entry: ImportEntry, chamber: Chamber, listed: list[FileProblem]) -> None:
        Member.objects.create(slug="other", chamber=chamber)
        prepare(entry, chamber, listed)

    with patch("members.transfer.importer._prepare", meanwhile):
        assert "there are already members" in load("chamber,name\nnt-la,Ann Lee\n").error
    assert Member.objects.get().slug == "other"


def test_an_error_half_way_leaves_nothing(load: Command) -> None:
    with patch(
        "members.models.Link._default_manager.bulk_create", side_effect=DatabaseError("disk full")
    ):
        said = load("chamber,name,electorate,link\nnt-la,Ann Lee,Stuart,x\n")
    assert said.error == "the database refused it, and nothing was written: disk full"
    assert nothing()


def test_a_dry_run_says_the_same_and_writes_nothing(load: Command) -> None:
    content = (
        "chamber,name,electorate,party,slug\nnt-la,Ann Lee,Stuart,ALP,a b\nnt-la\nnt-la,Bo Lee,,,\n"
    )
    dry = load(content, "--dry-run")
    assert nothing()
    wet = load(content)
    assert dry.listed == wet.listed
    assert (
        "Members: 2 would be loaded into 1 chamber; would be made: electorates 1, parties 1; listed: 2."
        in dry.out
    )
    assert "Members: 2 loaded into 1 chamber; made: electorates 1, parties 1; listed: 2." in wet.out


def test_an_unknown_format_is_refused_naming_those_there_are(load: Command) -> None:
    assert (
        load("chamber,name\nnt-la,Ann Lee\n", form="xlsx").error
        == f"there is no format 'xlsx'; the formats are {', '.join(formats())}"
    )
    assert {"csv", "popolo", "yvih"} <= set(formats())


@pytest.mark.parametrize(
    "path", [".", "missing.csv", "/dev/zero", "no/such/folder.csv", "x" * 5000]
)
def test_what_is_no_file_is_refused(command: Command, path: str) -> None:
    assert command("importmembers", "csv", path).error.startswith(f"{path}: ")


def test_a_file_larger_than_any_list_is_refused_before_it_is_read(command: Command) -> None:
    with Path("huge.csv").open("wb") as file:
        file.truncate(200_000_001)
    read = Path.read_bytes

    def other_files(path: Path) -> bytes:
        assert path.name != "huge.csv"
        return read(path)

    with patch("pathlib.Path.read_bytes", other_files):
        assert (
            command("importmembers", "csv", "huge.csv").error
            == "huge.csv: the file is larger than 200 MB"
        )
