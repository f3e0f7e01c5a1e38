"""The real lists of two parliaments, read by their mappings: every member is placed. They are not
part of the project."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from members.models import Chamber, Member
from members.sources import formats
from members.sources.records import MemberRecord, Parsed
from members.transfer import to_rows
from tests.members.conftest import Command
from tests.support.need import need_list

#: The numbers of members, electorates with a member, parties, addresses and postal addresses.
FIGURES = {
    "nsw-la": (93, 93, 5, 130, 13),
    "nsw-lc": (42, 0, 6, 45, 0),
    "qld-la": (89, 89, 4, 94, 0),
}
ELSEWHERE = {
    "nsw-la": {"SALUTATION"},
    "nsw-lc": {"SALUTATION", "ELECTORATE"},
    "qld-la": {"salutation"},
}
PARTIES = {
    "ALP": "Australian Labor Party",
    "IND": "Independent",
    "KAP": "Katter's Australian Party",
    "LNP": "Liberal National Party",
}


def parsed(name: str) -> Parsed:
    return formats()[name](need_list(f"official-2012/{name}.csv").read_bytes())


def words(record: MemberRecord) -> Iterator[str]:
    """Yield every word of the record's values."""
    values = [
        record.name,
        record.honorific,
        record.first_name,
        record.last_name,
        record.post_nominals,
    ]
    values += [record.role, record.electorate, record.party]
    values += (
        [email.address for email in record.emails]
        + [phone.number for phone in record.phones]
        + [link.url for link in record.links]
    )
    for address in record.addresses:
        values += [
            address.text,
            address.line1,
            address.line2,
            address.line3,
            address.suburb,
            address.state,
            address.postcode,
        ]
    for value in values:
        yield from value.replace(";", " ").split()


@pytest.mark.parametrize("name", FIGURES)
def test_all_members_of_a_real_list_are_placed_and_nothing_is_listed(name: str) -> None:
    contents = parsed(name)
    assert contents.problems == ()
    records = contents.records
    addresses = [address for record in records for address in record.addresses]
    electorates = {record.electorate for record in records} - {""}
    parties = {record.party for record in records} - {""}
    assert (
        len(records),
        len(electorates),
        len(parties),
        len(addresses),
        sum(address.postal for address in addresses),
    ) == FIGURES[name]
    members = [to_rows.member(record, Chamber())[0] for record in records]
    assert all(member.first_name and member.last_name and member.honorific for member in members)


@pytest.mark.parametrize("name", FIGURES)
def test_every_word_of_a_real_list_is_in_its_member(name: str) -> None:
    said = {record.line: Counter(words(record)) for record in parsed(name).records}
    text = need_list(f"official-2012/{name}.csv").read_text("cp1252")
    header, *listed = csv.reader(
        io.StringIO(text, newline=""), delimiter=max(",;", key=text.partition("\n")[0].count)
    )
    line = 2
    for number, row in enumerate(listed, start=2):
        line = number if number in said else line  # one more row of the member above
        cells = [
            cell
            for column, cell in zip(header, row, strict=False)
            if column.strip() not in ELSEWHERE[name]
        ]
        for word in " ".join(cells).replace(";", " ").replace("Member for", "").split():
            assert all(said[line][part] for part in PARTIES.get(word, word).split()), (number, word)


def test_a_list_by_its_mapping_and_the_same_members_entered_by_hand_have_the_same_seats(
    data: Path, command: Command
) -> None:
    contents = parsed("nsw-la")
    assert (
        command(
            "importmembers", "yvih", str(data / "yvih-2012" / "nswla.csv"), "--chamber", "nsw-la"
        ).error
        == ""
    )
    listed = {(record.electorate, record.last_name) for record in contents.records}
    stored = {
        (str(member.electorate), member.last_name)
        for member in Member.objects.select_related("electorate")
    }
    assert listed == stored


def test_a_real_list_is_loaded_into_its_chamber(command: Command) -> None:
    listed = need_list("official-2012/qld-la.csv")
    said = command("importmembers", "qld-la", str(listed), "--chamber", "qld-la")
    assert (said.error, said.listed) == ("", [])
    assert said.out.startswith(
        "Members: 89 loaded into 1 chamber; made: electorates 89, parties 4; listed: 0."
    )
