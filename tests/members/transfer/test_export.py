"""Export and import restore the same members. Anything that cannot be exported is listed."""

from __future__ import annotations

import random
from datetime import date
from io import StringIO
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from members.models import Address, Email, Identifier, Link, Member, Party, Phone
from members.sources import csv
from members.sources.csv import Column, column_of
from members.sources.records import SourceError
from members.transfer.export import export
from members.transfer.export_columns import header
from tests.factories import chamber, electorate, member
from tests.members.conftest import Command
from tests.members.sources.test_real_lists import CHAMBERS
from tests.members.transfer.export_parts import NASTY, forget, round_trip

KINDS = [
    "",
    "electorate",
    "a kind of its own",
    "a;b\tc,d",
    'say "x"',
    "two\nlines",
    "a:b",
    "line1",
    "a:line1",
    "postal",
    "text",
    " before",
    ":",
    "=1",
    "\u202e",
]
NASTY_VALUES = [value for value in NASTY if value != "\t"]


@pytest.mark.parametrize(
    "kind", [*KINDS, "line1:line1", "x:text", "text:text", ":line1", "::", "postal:postal"]
)
@pytest.mark.parametrize("part", ["", *csv.PARTS[1:]])
def test_every_part_of_an_address_of_any_kind_has_a_header(kind: str, part: str) -> None:
    assert column_of(header(Column("address", kind, part)))[:3] == ("address", kind, part)


@pytest.mark.django_db
def test_nasty_values_and_kinds_make_the_round_trip(command: Command) -> None:
    dice = random.Random(4)

    def text() -> str:
        return dice.choice(["", "plain", *NASTY_VALUES])

    def kind() -> str:
        return dice.choice(KINDS)

    for number, value in enumerate(NASTY_VALUES):
        names = {
            "first_name": value,
            "last_name": text(),
            "honorific": text(),
            "post_nominals": text(),
        }
        ada = Member.objects.create(
            slug=f"m-{number}",
            chamber=chamber(dice.choice(["nt-la", "qld-la"])),
            role=text(),
            photo_url=text(),
            started_on=dice.choice([None, date(1, 1, 1), date(2020, 2, 29)]),
            ended_on=dice.choice([None, date(9999, 12, 31), date(1999, 1, 1)]),
            verified_on=dice.choice([None, date(2026, 1, 2)]),
            **names,
        )
        if value.strip() == value and len(value) <= 200:
            ada.electorate, ada.party = (
                electorate(value, ada.chamber),
                Party.objects.create(name=value),
            )
            ada.save()
        for _ in range(dice.randint(0, 4)):
            Identifier.objects.create(
                member=ada, scheme=dice.choice(KINDS[1:]), value=dice.choice(NASTY_VALUES)
            )
            Email.objects.create(member=ada, kind=kind(), address=dice.choice(NASTY_VALUES))
            Phone.objects.create(
                member=ada,
                kind=kind(),
                number=dice.choice(NASTY_VALUES),
                medium=dice.choice(["voice", "fax"]),
            )
            Link.objects.create(member=ada, kind=kind(), url=dice.choice(NASTY_VALUES))
            parts = {part: text() for part in csv.PARTS[:-1]}
            Address.objects.create(
                member=ada,
                kind=kind(),
                postal=dice.choice([True, False]),
                **{**parts, "suburb": "Here"},
            )
    round_trip(command)


@pytest.mark.django_db
def test_details_stay_in_their_order_whatever_their_kinds(command: Command) -> None:
    for number, kinds in enumerate(["ab", "ba", "aab", "bab", "cab", "abcabc", "c", ""]):
        each = member(f"Ada {'quill' * (number + 1)}")
        for place, kind in enumerate(kinds):
            Phone.objects.create(
                member=each,
                kind=kind,
                number=f"{number}{place}",
                medium=("voice", "fax")[place % 2],
            )
            Address.objects.create(
                member=each,
                kind=kind,
                **{("text", "line1", "state")[(place + number) % 3]: f"{number}{place}"},
            )
    round_trip(command)


@pytest.mark.django_db
def test_the_columns_are_those_in_use(command: Command) -> None:
    ada = member("Ada Quill", role="Whip", ended_on=date(2020, 1, 1))
    Identifier.objects.create(member=ada, scheme="aph", value="7")
    Phone.objects.create(member=ada, kind="electorate", number="1")
    Phone.objects.create(member=member("Bo Lee"), kind="electorate", number="2")
    Phone.objects.create(member=ada, kind="electorate", number="3")
    Address.objects.create(member=ada, line1="5 Some St", postal=True)
    Address.objects.create(member=ada, text="PO Box 1")
    assert round_trip(command).split("\r\n") == [
        "chamber,slug,id:aph,first_name,last_name,role,ended_on,phone:electorate,phone:electorate,"
        "address,address:line1,address::postal,address,address:line1,address::postal",
        "nt-la,ada-quill,7,Ada,Quill,Whip,2020-01-01,1,3,,5 Some St,yes,PO Box 1,,",
        "nt-la,bo-lee,,Bo,Lee,,,2,,,,,,,",
        "",
    ]


@pytest.mark.django_db
def test_chambers_are_chosen_and_an_unknown_one_is_refused(command: Command) -> None:
    for name, slug in (("Ada Quill", "nt-la"), ("Bo Lee", "qld-la"), ("Cy Fox", "sa-ha")):
        Email.objects.create(member=member(name, chamber(slug)), address=f"{slug}@example.org")
    out = command("exportmembers", "--chamber", "nt-la", "sa-ha").out
    assert [line.split(",")[0] for line in out.splitlines()] == ["chamber", "nt-la", "sa-ha"]
    assert "qld-la" not in out
    refused = command("exportmembers", "--chamber", "nt-la", "nowhere")
    assert (refused.error, refused.out) == ("there is no chamber 'nowhere'", "")
    with pytest.raises(SourceError):
        export(["nowhere"])


@pytest.mark.django_db
def test_no_members_are_a_header(command: Command) -> None:
    assert command("exportmembers").out == "chamber,slug,first_name,last_name\r\n"


@pytest.mark.django_db
def test_what_an_import_would_read_otherwise_is_listed(command: Command) -> None:
    ada = member("Ada Quill", role=" \u00a0 ", electorate=electorate(" North "))
    Email.objects.create(member=ada, address="")
    Email.objects.create(member=ada, kind="home ", address="a@x")
    Phone.objects.create(member=ada, number=" ")
    Identifier.objects.create(member=ada, scheme="", value="7")
    Address.objects.create(member=ada, postal=True)
    Address.objects.create(member=ada, state="x" * 131_073)
    Member.objects.create(slug="speaker", honorific="Speaker", chamber=chamber())
    Member.objects.create(
        slug="a b", last_name="Lee", chamber=chamber(), party=Party.objects.create(name="Reds")
    )
    Member.objects.create(
        slug="cy", last_name="Fox", chamber=chamber(), party=Party.objects.create(name="REDS")
    )
    said = command("exportmembers")
    assert (said.error, said.listed) == (
        "",
        [
            "ada-quill: role: only blanks: ' \\xa0 ' is empty to an import",
            "ada-quill: electorate: ' North ' is written as 'North'",
            "ada-quill: id: no column can have this name; '7' is left out",
            "ada-quill: email: an empty detail is left out",
            "ada-quill: email:home : the kind is written as 'home'",
            "ada-quill: phone: only blanks: ' ' is empty to an import",
            "ada-quill: address: an empty detail is left out",
            f"ada-quill: address: more than 131,072 characters are left out: '{'x' * 200}…'",
            "speaker: name: it is missing; an import leaves the row out",
            "a b: slug: it is not valid; an import assigns another",
            "cy: party: an import reads 'REDS' as 'Reds'",
        ],
    )
    assert "Speaker" in said.out
    forget()
    Path("members.csv").write_bytes(said.out.encode())
    assert len(command("importmembers", "csv", "members.csv").listed) == 2
    assert list(Email.objects.values_list("kind", "address")) == [("home", "a@x")]


@pytest.mark.django_db
def test_a_row_that_no_import_could_read_is_left_out_and_listed(command: Command) -> None:
    ada, _ = member("Ada Quill"), member("Bo Lee")
    for _ in range(9):
        Link.objects.create(member=ada, url="x" * 131_072)
    said = command("exportmembers")
    assert said.listed == ["ada-quill: the row has more than 1,000,000 characters and is left out"]
    assert "bo-lee" in said.out


class Full(StringIO):
    def write(self, text: str) -> int:
        raise OSError(28, "No space left on device")


@pytest.mark.django_db
def test_an_export_that_cannot_be_written_or_read_says_so() -> None:
    member("Ada Quill")
    with pytest.raises(
        CommandError,
        match=r"^the export could not be written and is incomplete: No space left on device$",
    ):
        call_command("exportmembers", stdout=Full())
    with (
        patch("members.transfer.export._members", side_effect=DatabaseError("gone")),
        pytest.raises(CommandError, match=r"^the database could not be read: gone$"),
    ):
        call_command("exportmembers", stdout=StringIO())


@pytest.mark.parametrize("name", CHAMBERS)
@pytest.mark.django_db
def test_a_real_list_makes_the_round_trip(data: Path, command: Command, name: str) -> None:
    assert (
        command(
            "importmembers",
            "yvih",
            str(data / "yvih-2012" / f"{name}.csv"),
            "--chamber",
            CHAMBERS[name][0],
        ).error
        == ""
    )
    round_trip(command)
    assert Member.objects.count() == CHAMBERS[name][1]
