"""The product's own CSV, column by column."""

from __future__ import annotations

from datetime import date

import pytest

from members.sources import csv
from members.sources.records import (
    AddressRecord,
    EmailRecord,
    IdentifierRecord,
    LinkRecord,
    MemberRecord,
    Parsed,
    PhoneRecord,
)


def parse(header: str, *rows: str) -> Parsed:
    return csv.parse("\n".join([header, *rows, ""]).encode())


def record(header: str, row: str) -> MemberRecord:
    parsed = parse(header, row)
    assert parsed.problems == ()
    return parsed.records[0]


def test_every_column_has_its_place() -> None:
    header = "chamber,slug,id:aph,id:oaf,honorific,first_name,last_name,post_nominals,role,electorate,party"
    header += ",started_on,ended_on,photo_url,verified_on,email,email:other,phone:electorate,fax,phone:tollfree,link:twitter,address"
    row = "nt-la,ann,9,8,Ms,Ann,Lee,AM,Whip,Sanderson,ALP,2020-01-02,2024-03-04,p.jpg,2026-05-06,a@x,b@x,1,2,3,@ann,5 Some St"
    assert record(header, row) == MemberRecord(
        line=2,
        chamber="nt-la",
        slug="ann",
        honorific="Ms",
        first_name="Ann",
        last_name="Lee",
        post_nominals="AM",
        role="Whip",
        electorate="Sanderson",
        party="ALP",
        started_on=date(2020, 1, 2),
        ended_on=date(2024, 3, 4),
        photo_url="p.jpg",
        verified_on=date(2026, 5, 6),
        identifiers=(IdentifierRecord("aph", "9"), IdentifierRecord("oaf", "8")),
        emails=(EmailRecord("a@x"), EmailRecord("b@x", "other")),
        phones=(
            PhoneRecord("1", "electorate"),
            PhoneRecord("2", fax=True),
            PhoneRecord("3", "tollfree"),
        ),
        addresses=(AddressRecord(text="5 Some St"),),
        links=(LinkRecord("@ann", "twitter"),),
    )


def test_a_repeated_column_is_another_detail_of_that_kind() -> None:
    assert record("name,email,email,email", "Ann Lee,a@x,,c@x").emails == (
        EmailRecord("a@x"),
        EmailRecord("c@x"),
    )


def test_the_nth_column_of_each_part_belongs_to_the_nth_address_of_that_kind() -> None:
    kind = "address:electorate"
    parts = ["state", "line1", "line1", "suburb", "suburb", "state", "postal", "postal"]
    header = ",".join(["name", *(f"{kind}:{part}" for part in parts), "address:other:state"])
    assert record(header, "Ann Lee,NT,1 Some St,PO Box 2,Here,There,WA,0,1,SA").addresses == (
        AddressRecord(kind="electorate", line1="1 Some St", suburb="Here", state="NT"),
        AddressRecord(kind="electorate", line1="PO Box 2", suburb="There", state="WA", postal=True),
        AddressRecord(kind="other", state="SA"),
    )


def test_the_second_address_stays_the_second_where_the_first_is_blank() -> None:
    header = (
        "name,address:other:line1,address:other:suburb,address:other:line1,address:other:suburb"
    )
    assert record(header, "Ann Lee,,,PO Box 2,There").addresses == (
        AddressRecord(kind="other", line1="PO Box 2", suburb="There"),
    )


@pytest.mark.parametrize(
    ("header", "address"),
    [
        ("address", AddressRecord(text="X")),
        ("address:campaign", AddressRecord("campaign", text="X")),
        ("address:postal", AddressRecord("postal", text="X")),
        ("address:suburb", AddressRecord(suburb="X")),
        ("address::suburb", AddressRecord(suburb="X")),
        ("address:text", AddressRecord("text", text="X")),
        ("address:suburb:text", AddressRecord("suburb", text="X")),
        ("address:old:campaign:line3", AddressRecord("old:campaign", line3="X")),
    ],
)
def test_an_address_is_whole_or_in_parts_and_of_any_kind(
    header: str, address: AddressRecord
) -> None:
    assert record(f"name,{header}", "Ann Lee,X").addresses == (address,)


@pytest.mark.parametrize(
    ("cell", "postal"),
    [("1", True), ("yes", True), ("TRUE", True), ("0", False), ("no", False), ("", False)],
)
def test_postal_is_yes_or_no(cell: str, postal: bool) -> None:
    assert (
        record("name,address:line1,address::postal", f"Ann Lee,PO Box 1,{cell}").addresses[0].postal
        is postal
    )


def test_a_postal_cell_that_is_neither_or_has_no_address_is_listed() -> None:
    parsed = parse("name,address:a:line1,address:a:postal", "Ann Lee,PO Box 1,perhaps", "Bo Lee,,1")
    assert [address for record in parsed.records for address in record.addresses] == [
        AddressRecord("a", line1="PO Box 1")
    ]
    assert [
        (problem.line, "'perhaps'" in problem.reason or "address is empty" in problem.reason)
        for problem in parsed.problems
    ] == [
        (2, True),
        (3, True),
    ]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("'=1+1", "=1+1"),
        ("'@ann", "@ann"),
        ("'\tx", "\tx"),
        ("'+x", "+x"),
        ("'-2+3", "-2+3"),
        ("''=1", "'=1"),
        ("'+61 2", "'+61 2"),
        ("'-5", "'-5"),
        ("'--1", "'--1"),
        ("'t Hooft", "'t Hooft"),
        ("'", "'"),
        ("@ann", "@ann"),
        ("''x", "''x"),
    ],
)
def test_the_apostrophe_of_an_export_is_taken_away_and_no_other(cell: str, value: str) -> None:
    assert record("name,link:twitter", f"Ann Lee,{cell}").links == (LinkRecord(value, "twitter"),)


def test_a_value_is_kept_with_its_spaces_but_blanks_are_nothing() -> None:
    found = record("name,email,phone,role", "Ann Lee, a@x ,  , Whip")
    assert (found.emails, found.phones, found.role) == ((EmailRecord(" a@x "),), (), " Whip")


@pytest.mark.parametrize(
    "value",
    ["1/2/2020", "2020-02-30", "2020", "20200102", "2020-W01-1", "yesterday", "\uff12020-01-02"],
)
def test_what_is_no_date_is_listed_and_left_blank(value: str) -> None:
    parsed = parse("name,started_on", f"Ann Lee,{value}")
    assert parsed.records[0].started_on is None
    assert [(problem.line, problem.reason) for problem in parsed.problems] == [
        (2, f"started_on: {value!r} is not a date of the form YYYY-MM-DD; left blank")
    ]


def test_columns_without_header_at_the_end_are_nothing_unless_they_hold_something() -> None:
    parsed = parse("name,role,,", "Ann Lee,,,", "Bo Lee,,,x")
    assert [record.name for record in parsed.records] == ["Ann Lee"]
    assert [problem.line for problem in parsed.problems] == [3]
