"""Chambers loaded from a file, all of it or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from members.models import Chamber
from tests.members.conftest import Command

HEADER = "slug,country,jurisdiction,name,seats,members_per_electorate\n"


@pytest.fixture
def load(command: Command) -> Command:
    def run(content: str) -> object:
        Path("c.csv").write_text(content, encoding="utf-8")
        return command("importchambers", "c.csv")

    return run  # type: ignore[return-value]


@pytest.mark.django_db
def test_the_fifteen_australian_chambers_are_there_after_migrate() -> None:
    chambers = {chamber.slug: chamber for chamber in Chamber.objects.all()}
    assert " ".join(sorted(chambers)) == (
        "act-la fed-hor fed-senate nsw-la nsw-lc nt-la qld-la sa-ha sa-lc tas-ha tas-lc vic-la vic-lc wa-la wa-lc"
    )
    assert {chamber.country for chamber in chambers.values()} == {"AU"}
    assert all(
        chamber.seats and chamber.website and chamber.member_title for chamber in chambers.values()
    )
    assert (chambers["fed-hor"].seats, chambers["fed-senate"].seats, chambers["nt-la"].seats) == (
        150,
        76,
        25,
    )


def test_a_new_chamber_is_made(load: Command) -> None:
    said = load(
        HEADER.strip()
        + ",member_title,website\nnz-house,nz,nz,House,122,1,MP,https://example.org/list\nxx-new,,,New,,,,\n"
    )
    chamber = Chamber.objects.get(slug="nz-house")
    assert (chamber.country, chamber.jurisdiction, chamber.name, chamber.seats) == (
        "NZ",
        "nz",
        "House",
        122,
    )
    assert (chamber.members_per_electorate, chamber.member_title, chamber.website) == (
        1,
        "MP",
        "https://example.org/list",
    )
    new = Chamber.objects.get(slug="xx-new")
    assert (new.country, new.seats, new.members_per_electorate, new.website) == ("", None, None, "")
    assert said.out == "Chambers: 2 created, 0 changed, 0 unchanged.\n"


def test_a_blank_cell_leaves_what_was_there(load: Command) -> None:
    before = Chamber.objects.get(slug="fed-hor")
    said = load("slug,name,seats,country\nfed-hor,,151,\nnt-la,,25,AU\n")
    after = Chamber.objects.get(slug="fed-hor")
    assert (after.seats, after.name, after.country, after.website) == (
        151,
        before.name,
        "AU",
        before.website,
    )
    assert said.out == "Chambers: 0 created, 1 changed, 1 unchanged.\n"


def test_a_file_without_a_last_line_break_is_loaded_and_its_last_cell_doubted(
    load: Command,
) -> None:
    said = load("slug,seats\nnt-la,26\nfed-hor,15")
    assert said.listed == [
        "c.csv:3: the file ends without a line break: if it was cut short, its last cell is damaged"
    ]
    assert Chamber.objects.get(slug="fed-hor").seats == 15


def test_uk_is_stored_by_its_iso_code(load: Command) -> None:
    load(HEADER + "uk-commons,UK,uk,House of Commons,650,1\n")
    assert Chamber.objects.get(slug="uk-commons").country == "GB"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("x,Australia,,X,,", "country: 'Australia' is not a country code of two letters"),
        ("x,A1,,X,,", "country: 'A1' is no"),
        ("x,,,X,0,", "seats: '0' is not a positive whole number"),
        ("x,,,X,-5,", "seats: '-5' is no"),
        ("x,,,X,1.5,", "seats: '1.5' is no"),
        ("x,,,X,99999999999,", "seats: '99999999999' is no"),
        ("x,,,X,2147483648,", "seats: '2147483648' is no"),
        ("x,,,X,,many", "members_per_electorate: 'many' is no"),
        ("a b,,,X,,", "slug: 'a b' is not valid"),
        ("é,,,X,,", "slug: 'é' is not valid"),
        (",,,X,,", "slug: '' is not valid"),
        (f"{'s' * 51},,,X,,", "slug: "),
        ("fed-hor,,,,5,", "slug: 'fed-hor' is already used in line 2"),
        ("x,,,,5,", "the new chamber 'x' has no name"),
        (f"x,,,{'n' * 201},,", "name: "),
        (f"x,,{'j' * 51},X,,", "jurisdiction: "),
        ("x,,,X", "the last row was cut short"),
        ('x,,,"X,,', "a quote is opened here and never closed"),
    ],
)
def test_one_wrong_row_refuses_the_whole_file_and_says_where(
    load: Command, row: str, message: str
) -> None:
    said = load(HEADER + "fed-hor,,,Changed,,\nnew,,,New,,\n" + row + "\n")
    assert said.error.startswith(f"c.csv:4: {message}")
    assert not Chamber.objects.filter(slug="new").exists()
    assert not Chamber.objects.filter(name="Changed").exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            "slug,name,seat\nx,X,1\n",
            "c.csv:1: unknown column 'seat'; the nearest known one is `seats`",
        ),
        (
            "chamber,name\nx,X\n",
            "c.csv:1: unknown column 'chamber'; known are slug, country, jurisdiction, name, member_title, website, seats, "
            "members_per_electorate",
        ),
        ("<html>\n", "c.csv: this is not CSV: it begins with `<`, as a web page does"),
        ("slug,name,name\nx,X,Y\n", "c.csv:1: column 'name' appears twice"),
        ("name,seats\nX,1\n", "c.csv:1: there is no column `slug`"),
        ("slug,name\nx\ny,Y\n", "c.csv:2: the row has 1 cells, the header has 2"),
        (
            "slug,name,website\nx,X,javascript:alert(1)\n",
            "c.csv:2: website: 'javascript:alert(1)' is not the address of a web page",
        ),
        ("slug,name\n", "c.csv: the file has a header and no rows"),
        ("", "c.csv: the file is empty"),
    ],
)
def test_another_file_is_refused(load: Command, content: str, message: str) -> None:
    assert load(content).error == message


def test_a_folder_is_refused(command: Command) -> None:
    assert command("importchambers", ".").error == ".: this is a folder"
