"""Adding a source: its options, its mapping, and the next step."""

from __future__ import annotations

from pathlib import Path

import pytest

from members.models import Source
from tests.members.conftest import Command
from tests.members.lists.fetchsources_parts import source

pytestmark = pytest.mark.django_db


def test_a_source_is_added_with_what_to_do_next(command: Command) -> None:
    said = command(
        "addsource",
        "nt-list",
        "--format",
        "csv",
        "--chamber",
        "nt-la",
        "--url",
        "https://example.org/list.csv",
        "--part",
        "x",
    )
    assert said.out == "Added nt-list. Next: manage.py fetchsources nt-list\n"
    added = Source.objects.get()
    assert (added.format, added.chamber.slug, added.url, added.part) == (
        "csv",
        "nt-la",
        "https://example.org/list.csv",
        "x",
    )
    assert added.enabled
    assert command("addsource", "by-hand", "--format", "csv", "--chamber", "nt-la").out.endswith(
        "fetchsources by-hand --file PATH\n"
    )


@pytest.mark.parametrize(
    ("slug", "form", "chamber", "url", "said"),
    [
        ("nt list", "csv", "nt-la", "", "slug: "),
        ("nt-list", "xls", "nt-la", "", "there is no format 'xls'; the formats are "),
        ("nt-list", "csv", "moon", "", "there is no chamber 'moon'"),
        ("nt-list", "csv", "nt-la", "nonsense", "url: "),
        ("nt-list", "csv", "nt-la", "ftp://example.org/list.csv", "url: "),
        (
            "nt-list",
            "csv",
            "nt-la",
            "http://example.org/list.csv",
            "url: write an address that begins with https://",
        ),
        ("nt-list", "csv", "nt-la", "https://example.org:port/", "url: "),
        ("there", "csv", "nt-la", "", "slug: "),
    ],
)
def test_a_source_that_makes_no_sense_is_refused(
    command: Command, slug: str, form: str, chamber: str, url: str, said: str
) -> None:
    source(slug="there")
    assert command(
        "addsource", slug, "--format", form, "--chamber", chamber, "--url", url
    ).error.startswith(said)
    assert Source.objects.count() == 1


def test_a_source_is_added_with_its_mapping(command: Command, tmp_path: Path) -> None:
    mapping, copy = tmp_path / "mapping.json", tmp_path / "list.csv"
    mapping.write_text('{"columns": {"Who": "name"}}')
    copy.write_text("Who\nAda Quill\n")
    options = ("--format", "mapped-csv", "--chamber", "nt-la", "--mapping", str(mapping))
    assert (
        command("addsource", "nt-list", *options).out
        == "Added nt-list. Next: manage.py fetchsources nt-list --file PATH\n"
    )
    assert (
        command("fetchsources", "nt-list", "--file", str(copy)).out
        == "nt-list: accepted, 1 member\n"
    )


@pytest.mark.parametrize(
    ("form", "mapping", "said"),
    [
        ("csv", '{"columns": {"Who": "name"}}', "--mapping is for the format mapped-csv only"),
        ("mapped-csv", '{"columns":', "mapping.json:1: this is not JSON"),
        ("mapped-csv", '{"columns": {"Who": "nobody"}}', "mapping.json: "),
        ("mapped-csv", None, "mapping.json: there is no such file"),
    ],
)
def test_a_mapping_that_makes_no_sense_adds_no_source(
    command: Command, tmp_path: Path, form: str, mapping: str | None, said: str
) -> None:
    path = tmp_path / "mapping.json"
    if mapping is not None:
        path.write_text(mapping)
    assert (
        said
        in command(
            "addsource", "nt-list", "--format", form, "--chamber", "nt-la", "--mapping", str(path)
        ).error
    )
    assert not Source.objects.exists()


def test_a_list_whose_columns_nobody_named_yet_leads_to_its_mapping(
    command: Command, tmp_path: Path
) -> None:
    copy = tmp_path / "list.csv"
    copy.write_text("Who\nAda Quill\n")
    assert (
        command("addsource", "nt-list", "--format", "mapped-csv", "--chamber", "nt-la").error == ""
    )
    assert (
        "say in the admin, on this source's page, which column is what."
        in command("fetchsources", "nt-list", "--file", str(copy)).out
    )
