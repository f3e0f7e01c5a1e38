"""The original site's import files."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from members.models import Member
from members.sources import yvih
from members.sources.records import (
    AddressRecord,
    EmailRecord,
    IdentifierRecord,
    LinkRecord,
    Parsed,
    PhoneRecord,
    SourceError,
)
from tests.members.conftest import Command

PERSON = [name for name in yvih.PERSON if name != "Alternative Email"]
ANN = ["", "Ms", "Ann", "Lee", "", "", "", "", "", "", ""]


def parse(
    *rows: list[str], header: list[str] | None = None, blocks: int = 1, extra: int = 0
) -> Parsed:
    width = max(len(row) for row in rows)
    head = (header or PERSON) + yvih.BLOCK * blocks + [""] * extra
    lines = [head, *([*row, *[""] * (max(width, len(head)) - len(row))] for row in rows)]
    file = StringIO()
    csv.writer(file, delimiter=";").writerows(lines)
    return yvih.parse(file.getvalue().encode())


def test_a_person_s_cells_have_their_places() -> None:
    row = [
        "42",
        "Ms",
        "Ann",
        "Lee",
        "Whip; ",
        "a@x",
        "b@x",
        "Stuart",
        "ALP",
        "Arts; Sport ;",
        " http://x ",
        "@ann",
    ]
    record = parse(row, header=yvih.PERSON).records[0]
    assert (record.honorific, record.first_name, record.last_name) == ("Ms", "Ann", "Lee")
    assert (record.role, record.electorate, record.party) == ("Whip; Arts; Sport", "Stuart", "ALP")
    assert record.identifiers == (IdentifierRecord("yvih", "42"),)
    assert record.emails == (EmailRecord("a@x"), EmailRecord("b@x", "other"))
    assert record.links == (LinkRecord("http://x", "website"), LinkRecord("@ann", "twitter"))
    assert (record.chamber, record.name, record.addresses, record.phones) == ("", "", (), ())


@pytest.mark.parametrize("website", ["Website", "Url", "URL"])
def test_the_website_has_three_names_and_the_alternative_email_may_be_absent(website: str) -> None:
    header = [website if name == "Website" else name for name in PERSON]
    assert parse([*ANN[:9], "http://x", ""], header=header).records[0].links == (
        LinkRecord("http://x", "website"),
    )


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("1", "electorate"),
        ("2", "other"),
        ("3", "parliamentary"),
        ("4", "ministerial"),
        ("", "other"),
    ],
)
def test_a_block_is_an_address_and_numbers_of_its_kind(number: str, kind: str) -> None:
    record = parse(
        [*ANN, number, "1", "PO Box 1", "Level 2", "Here", "NT", "801", "12", "1800", "13"]
    ).records[0]
    assert record.addresses == (
        AddressRecord(kind, "", "PO Box 1", "Level 2", "", "Here", "NT", "801", postal=True),
    )
    assert record.phones == (
        PhoneRecord("12", kind),
        PhoneRecord("1800", "tollfree"),
        PhoneRecord("13", kind, fax=True),
    )


def test_blocks_of_one_kind_stay_apart_and_blank_ones_are_nothing() -> None:
    block = ["1", "0", "1 Some St", "", "Here", "NT", "800", "12", "", ""]
    record = parse(
        [*ANN, *block, *["", " "] * 5, *block[:6], "801", "14", "", ""], blocks=3
    ).records[0]
    assert [address.postcode for address in record.addresses] == ["800", "801"]
    assert [phone.number for phone in record.phones] == ["12", "14"]


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        (["1", "0"], "an empty address: Address Type '1', Postal '0'"),
        (["", "1"], "an empty address: Address Type '', Postal '1'"),
        (["1", "1", "", "", "", "", "", "12"], "Postal: '1', but the address is empty"),
        (["5", "0", "1 Some St"], "Address Type: '5' is not one of 1 to 4; read as other"),
        (["1", "x", "1 Some St"], "Postal: 'x' is neither 0 nor 1"),
    ],
)
def test_what_of_a_block_has_no_place_is_listed(block: list[str], reason: str) -> None:
    parsed = parse([*ANN, *block])
    assert [(problem.line, problem.reason) for problem in parsed.problems] == [(2, reason)]
    assert len(parsed.records) == 1


def test_a_block_with_a_number_only_is_no_address_and_no_problem() -> None:
    parsed = parse([*ANN, "3", "0", "", "", "", "", "", "12"])
    assert (parsed.records[0].phones, parsed.records[0].addresses, parsed.problems) == (
        (PhoneRecord("12", "parliamentary"),),
        (),
        (),
    )


@pytest.mark.parametrize(
    ("cells", "address"),
    [
        (
            ["3", "1", "GPO Box 1", "", "Darwin", "NT", "0801"],
            AddressRecord(
                "parliamentary",
                line1="GPO Box 1",
                suburb="Darwin",
                state="NT",
                postcode="0801",
                postal=True,
            ),
        ),
        (
            ["3", "0", "House", "", "Perth", "6000"],
            AddressRecord("parliamentary", line1="House", suburb="Perth", postcode="6000"),
        ),
        (
            ["3", "0", "House", "", "Perth", "6000", ""],
            AddressRecord("parliamentary", line1="House", suburb="Perth", postcode="6000"),
        ),
        (
            ["4", "0", "House", "", "Perth", "WA"],
            AddressRecord("ministerial", line1="House", suburb="Perth", state="WA"),
        ),
        (["2", "", "House"], AddressRecord("other", line1="House")),
    ],
)
def test_cells_under_empty_headers_are_a_further_block(
    cells: list[str], address: AddressRecord
) -> None:
    assert parse([*ANN, *[""] * 10, *cells], extra=len(cells)).records[0].addresses == (address,)


def test_cells_under_empty_headers_are_roles_where_the_first_is_no_type() -> None:
    parsed = parse([*ANN, *[""] * 10, *[""] * 8, "Whip"], [*ANN, *[""] * 10, "Speaker"], extra=9)
    assert [(record.role, record.addresses) for record in parsed.records] == [
        ("Whip", ()),
        ("Speaker", ()),
    ]


def test_a_role_may_follow_the_further_block() -> None:
    record = parse(
        [*ANN, *[""] * 10, "3", "0", "House", "", "Perth", "WA", "6000", "", "Whip; "], extra=9
    ).records[0]
    assert (record.role, len(record.addresses)) == ("Whip", 1)


def test_a_row_without_name_is_listed_with_what_it_holds() -> None:
    parsed = parse(ANN, ["", "Mr", " ", "", "Whip"])
    assert [(problem.line, problem.reason) for problem in parsed.problems] == [
        (3, "no name: 'Mr; Whip'")
    ]
    assert [record.line for record in parsed.records] == [2]


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ([name for name in PERSON if name != "Second Name"], "the column 'Second Name' is missing"),
        (["name" if name == "First Name" else name for name in PERSON], "unknown column 'name'"),
        (
            ["Frist Name" if name == "First Name" else name for name in PERSON],
            "the nearest known one is `First Name`",
        ),
        ([*PERSON, "Email"], "column 'Email' appears twice"),
        ([*PERSON, "Address Type", "Address 1"], "column 13 should be 'Postal'"),
        ([*PERSON, "Address Type", "Postal"], "column 14 should be 'Address 1'"),
    ],
)
def test_another_header_is_refused(header: list[str], message: str) -> None:
    with pytest.raises(SourceError, match=message):
        parse(ANN, header=header, blocks=0)


def test_the_product_s_own_csv_is_no_yvih_file() -> None:
    with pytest.raises(SourceError, match="unknown column 'chamber'"):
        yvih.parse(b"chamber,name\nnt-la,Ann Lee\n")


def test_a_yvih_file_is_loaded_into_the_chamber_that_is_named(load: Command) -> None:
    content = ";".join(PERSON) + "\n" + ";".join(ANN) + "\n"
    assert (
        load(content, form="yvih").error
        == "m.csv: no row names its chamber; say which with --chamber"
    )
    assert load(content, "--chamber", "nt-la", form="yvih").error == ""
    member = Member.objects.get()
    assert (member.honorific, member.name, member.chamber.slug) == ("Ms", "Ann Lee", "nt-la")
