"""The United States Congress: members, their terms and their offices."""

from __future__ import annotations

from datetime import date

import pytest

from members.models import Member
from members.sources.records import (
    AddressRecord,
    IdentifierRecord,
    LinkRecord,
    MemberRecord,
    PhoneRecord,
)
from tests.members.conftest import Command
from tests.members.sources.congress_parts import ADA, BO, OFFICES, parse


def only(text: str) -> MemberRecord:
    parsed = parse(text)
    assert parsed.problems == ()
    (record,) = parsed.records
    return record


def test_a_senator_is_read_from_the_last_term() -> None:
    assert only(ADA) == MemberRecord(
        line=1,
        body="senate",
        first_name="Ada M.",
        last_name="Quill Fox Jr.",
        other_names=("Addie Quill Fox", "Ada Quill Fox", "Ada Quill Fox Jr.", "Ada Mary Quill Fox"),
        electorate="OH",
        party="Independent",
        started_on=date(2007, 1, 4),
        identifiers=(
            IdentifierRecord("bioguide", "Q000001"),
            IdentifierRecord("govtrack", "400001"),
            IdentifierRecord("thomas", "00012"),
            IdentifierRecord("lis", "S001"),
            IdentifierRecord("wikidata", "Q1"),
        ),
        phones=(
            PhoneRecord("202-555-0101", "parliamentary"),
            PhoneRecord("202-555-0102", "parliamentary", fax=True),
        ),
        addresses=(
            AddressRecord(
                "parliamentary", text="503 Some Senate Office Building Washington DC 20510"
            ),
        ),
        links=(
            LinkRecord("https://ada.example", "website"),
            LinkRecord("https://ada.example/write", "contact"),
        ),
    )


def test_a_representative_sits_for_a_district_and_at_large_is_district_0() -> None:
    record = only(BO)
    assert (record.body, record.electorate, record.first_name, record.last_name) == (
        "house",
        "AK-0",
        "Bo",
        "Fox",
    )
    assert (record.started_on, record.ended_on) == (date(2023, 1, 3), None)
    assert only(BO.replace("district: 0", "district: 13")).electorate == "AK-13"


def test_a_name_that_the_last_name_does_not_end_is_kept_whole() -> None:
    record = only(BO.replace("last: Fox", "last: Fox\n    official_full: Bo Fox-Quill"))
    assert (record.name, record.last_name, record.other_names) == ("Bo Fox-Quill", "", ("Bo Fox",))


def test_who_was_away_longer_than_an_election_takes_sits_since_the_return() -> None:
    term = "  - type: rep\n    start: '{}'\n    end: '{}'\n    state: AK\n    district: 0\n"
    head = BO.partition("  - type")[0]
    terms = [
        ("2001-01-03", "2003-01-03"),
        ("2009-01-06", "2011-01-03"),
        ("2011-01-05", "2013-01-03"),
    ]
    assert only(head + "".join(term.format(*days) for days in terms)).started_on == date(2009, 1, 6)


def test_offices_are_details_of_whom_the_identifiers_name() -> None:
    assert only(OFFICES) == MemberRecord(
        line=1,
        identifiers=(
            IdentifierRecord("bioguide", "Q000001"),
            IdentifierRecord("govtrack", "400001"),
        ),
        phones=(
            PhoneRecord("202-555-0103", "electorate"),
            PhoneRecord("202-555-0104", "electorate", fax=True),
        ),
        addresses=(
            AddressRecord(
                "electorate",
                "",
                "Federal Building",
                "5 Some St.",
                "Suite 104",
                "Here",
                "OH",
                "05633",
            ),
            AddressRecord("electorate", suburb="There", state="OH"),
        ),
    )


def test_the_line_of_each_record_is_that_on_which_it_begins() -> None:
    lines = [record.line for record in parse(ADA + BO).records]
    assert lines == [1, ADA.count("\n") + 1]


@pytest.mark.parametrize(
    "written",
    ["05633", "2024-05-08", "1e5", "0x1f", "no", "1_000", "12:30:45", "=", "'null'", "'~'"],
)
def test_every_value_is_the_text_that_is_written(written: str) -> None:
    record = only(BO.replace("party: Republican", f"party: {written}"))
    assert record.party == written.strip("'")


@pytest.mark.parametrize("nothing", ["", "~", "null", "''"])
def test_nothing_is_nothing(nothing: str) -> None:
    assert only(BO.replace("party: Republican", f"party: {nothing}")).party == ""


def test_each_chamber_is_loaded_from_the_same_list(load: Command) -> None:
    for part, chamber in (("senate", "nt-la"), ("house", "nsw-la")):
        said = load(ADA + BO, "--chamber", chamber, "--part", part, form="congress-legislators")
        assert (said.error, said.listed) == ("", [])
    assert list(
        Member.objects.order_by("pk").values_list("chamber__slug", "first_name", "last_name")
    ) == [
        ("nt-la", "Ada M.", "Quill Fox Jr."),
        ("nsw-la", "Bo", "Fox"),
    ]
