"""Open States' CSV in both shapes: members, chambers and contact details."""

from __future__ import annotations

import csv
import io

import pytest

from members.models import Member
from members.sources import openstates
from members.sources.records import (
    AddressRecord,
    EmailRecord,
    IdentifierRecord,
    LinkRecord,
    MemberRecord,
    Parsed,
    PhoneRecord,
    SourceError,
)
from tests.members.conftest import Command

FULL = (
    "id,name,current_party,current_district,current_chamber,given_name,family_name,gender,email,biography,birth_date,death_date,"
    "image,links,sources,capitol_address,capitol_voice,capitol_fax,district_address,district_voice,district_fax,twitter,youtube,"
    "instagram,facebook,wikidata"
)
SHORT = "id,name,party,chamber,district,email,capitol_address,capitol_voice,capitol_fax,district_address,district_voice,district_fax,link"
ADA = {"id": "ocd-person/ada", "name": "Ada Quill"}


def table(*rows: dict[str, str], header: str = FULL) -> bytes:
    file = io.StringIO()
    writer = csv.DictWriter(file, header.split(","))
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def only(parsed: Parsed) -> MemberRecord:
    assert parsed.problems == ()
    (record,) = parsed.records
    return record


def test_everything_of_the_list_of_today_has_its_place() -> None:
    row = {
        **ADA,
        "name": "Ada M. Quill",
        "current_party": "Reds",
        "current_district": "Hill-3",
        "current_chamber": "upper",
        "given_name": "Ada",
        "family_name": "Quill",
        "gender": "Female",
        "email": "ada@example.org",
        "birth_date": "1960-01-02",
        "image": "https://example.org/ada.jpg",
        "links": "https://example.org/a;https://example.org/b?x=1;y=2",
        "sources": "https://example.org/source",
        "capitol_address": "State House; 1 Some St;Here, HI 96813",
        "capitol_voice": "808-555-0101",
        "capitol_fax": "808-555-0102",
        "district_address": "2 Other St",
        "district_voice": "808-555-0103",
        "district_fax": "808-555-0104",
        "twitter": "adaquill",
        "youtube": "adatube",
        "instagram": "adagram",
        "facebook": "ada.quill",
        "wikidata": "Q1",
    }
    parsed = openstates.parse(table(row))
    assert parsed.columns == tuple(FULL.split(","))
    assert only(parsed) == MemberRecord(
        line=2,
        body="upper",
        first_name="Ada M.",
        last_name="Quill",
        other_names=("Ada Quill",),
        electorate="Hill-3",
        party="Reds",
        photo_url="https://example.org/ada.jpg",
        identifiers=(IdentifierRecord("ocd", "ocd-person/ada"), IdentifierRecord("wikidata", "Q1")),
        emails=(EmailRecord("ada@example.org"),),
        phones=(
            PhoneRecord("808-555-0101", "parliamentary"),
            PhoneRecord("808-555-0102", "parliamentary", fax=True),
            PhoneRecord("808-555-0103", "electorate"),
            PhoneRecord("808-555-0104", "electorate", fax=True),
        ),
        addresses=(
            AddressRecord("parliamentary", text="State House\n1 Some St\nHere, HI 96813"),
            AddressRecord("electorate", text="2 Other St"),
        ),
        links=(
            LinkRecord("https://example.org/a", "website"),
            LinkRecord("https://example.org/b?x=1;y=2", "website"),
            LinkRecord("adaquill", "twitter"),
            LinkRecord("adatube", "youtube"),
            LinkRecord("adagram", "instagram"),
            LinkRecord("ada.quill", "facebook"),
        ),
    )


def test_the_shorter_list_is_read_alike() -> None:
    row = {
        **ADA,
        "party": "Reds",
        "chamber": "lower",
        "district": "7",
        "capitol_voice": "1",
        "link": "https://example.org/a",
    }
    assert only(openstates.parse(table(row, header=SHORT))) == MemberRecord(
        line=2,
        body="lower",
        name="Ada Quill",
        electorate="7",
        party="Reds",
        identifiers=(IdentifierRecord("ocd", "ocd-person/ada"),),
        phones=(PhoneRecord("1", "parliamentary"),),
        links=(LinkRecord("https://example.org/a", "website"),),
    )


@pytest.mark.parametrize(
    ("whole", "given", "family", "read"),
    [
        ("Ada Quill Fox", "Ada", "Quill Fox", ("", "Ada", "Quill Fox", ())),
        ("Ada Quill, Jr.", "Ada", "Quill", ("", "Ada", "Quill Jr.", ("Ada Quill",))),
        ("Ada Quill-Fox", "Ada", "Quill", ("Ada Quill-Fox", "", "", ("Ada Quill",))),
        ("Ada O\u2019Quill", "Ada", "O'Quill", ("", "Ada", "O\u2019Quill", ("Ada O'Quill",))),
        ("Ada Quill the Great", "Ada", "Quill", ("Ada Quill the Great", "", "", ("Ada Quill",))),
        ("Quill", "", "Quill", ("", "", "Quill", ())),
        ("", "Ada", "Quill", ("", "Ada", "Quill", ())),
        ("Ada Quill", "", "", ("Ada Quill", "", "", ())),
    ],
)
def test_a_whole_name_is_parted_where_the_family_name_says(
    whole: str, given: str, family: str, read: tuple[str, str, str, tuple[str, ...]]
) -> None:
    record = only(
        openstates.parse(table({**ADA, "name": whole, "given_name": given, "family_name": family}))
    )
    assert (record.name, record.first_name, record.last_name, record.other_names) == read


def test_a_form_in_place_of_an_e_mail_address_is_a_link() -> None:
    record = only(openstates.parse(table({**ADA, "email": "https://example.org/write"})))
    assert (record.emails, record.links) == (
        (),
        (LinkRecord("https://example.org/write", "contact"),),
    )


def test_a_row_without_a_name_is_listed_with_what_stands_in_it() -> None:
    parsed = openstates.parse(table({"id": "ocd-person/x", "email": "x@example.org"}, ADA))
    assert [record.line for record in parsed.records] == [3]
    assert [(problem.line, problem.reason, problem.row) for problem in parsed.problems] == [
        (2, "no name: 'ocd-person/x; x@example.org'", "ocd-person/x; x@example.org")
    ]


def test_rows_of_too_few_cells_and_a_missing_last_line_break_are_listed() -> None:
    parsed = openstates.parse(b"id,name,chamber,district\nx,Ada\ny,Bo Fox,upper,1")
    assert [record.name for record in parsed.records] == ["Bo Fox"]
    assert [problem.line for problem in parsed.problems] == [2, 3]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"id,name,district\nx,Ada,1\n", "no column for the chamber, current_chamber or chamber"),
        (b"slug,name,chamber,district\nx,Ada,upper,1\n", "no column for the id, id"),
        (b"id,name,chamber,district,name\nx,Ada,upper,1,Bo\n", "column 'name' appears twice"),
        (b"<!DOCTYPE html><html>", "as a web page does"),
        (b"{}", "as JSON does"),
        (b"\x89PNG\0", "this is not a text file"),
        (b"id,name,chamber,district\nx,Ada,upper\n", "the last row was cut short"),
        (b"id,name,chamber,district\n", "the file has a header and no rows"),
        (b"", "the file is empty"),
    ],
)
def test_what_is_no_such_list_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        openstates.parse(data)


def test_one_chamber_of_the_list_is_loaded(load: Command) -> None:
    rows = [
        {**ADA, "current_chamber": "upper"},
        {"id": "ocd-person/bo", "name": "Bo Fox", "current_chamber": "lower"},
    ]
    said = load(table(*rows), "--chamber", "nt-la", "--part", "lower", form="openstates")
    assert (said.error, said.listed) == ("", [])
    assert Member.objects.get().name == "Bo Fox"
