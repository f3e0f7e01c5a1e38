"""The real lists of the United States Congress and of two states, each of two dates. They are not
part of the project."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from members.models import Chamber, Electorate, Member
from members.sources import congress_legislators, openstates
from tests.members.conftest import Command
from tests.support.need import need_list

CONGRESS = {"2023-02-18": (440, 100, 385, 1001), "2024-05-08": (436, 100, 377, 985)}
STATES = {
    ("2022-02-01", "hi"): (51, 25),
    ("2022-02-01", "vt"): (150, 30),
    ("2023-05-30", "hi"): (51, 25),
    ("2023-05-30", "vt"): (150, 30),
}


def real(*path: str) -> Path:
    return need_list("/".join(path))


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(newline="", encoding="utf-8-sig") as opened:
        return list(csv.DictReader(opened))


@pytest.mark.parametrize("day", CONGRESS)
def test_everybody_in_congress_is_read_as_the_list_beside_says(day: str) -> None:
    house, senate, *_ = CONGRESS[day]
    parsed = congress_legislators.parse(
        real("us-congress", day, "legislators-current.yaml").read_bytes()
    )
    assert parsed.problems == ()
    assert Counter(record.body for record in parsed.records) == {"house": house, "senate": senate}
    beside = {
        row["bioguide"]: row for row in rows(real("us-congress", day, "legislators-current.csv"))
    }
    assert len(beside) == len(parsed.records)
    for record in parsed.records:
        row = beside[record.identifiers[0].value]
        seat = f"{row['state']}-{row['district']}" if record.body == "house" else row["state"]
        name = record.name or f"{record.first_name} {record.last_name}"
        assert (record.body, record.electorate, record.party) == (
            row["chamber"],
            seat,
            row["party"],
        )
        assert name.replace(",", "") == row["name"].replace(",", "")
        assert [phone.number for phone in record.phones] == [row["phone"]]
        assert [address.text for address in record.addresses] == [row["address"]]
        assert [link.url for link in record.links] == list(
            filter(None, [row["url"], row["contact_form"]])
        )
        assert record.started_on
        assert record.ended_on is None


@pytest.mark.parametrize("day", CONGRESS)
def test_every_district_office_is_read(day: str) -> None:
    *_, people, offices = CONGRESS[day]
    parsed = congress_legislators.parse(
        real("us-congress", day, "legislators-district-offices.yaml").read_bytes()
    )
    assert parsed.problems == ()
    assert (len(parsed.records), sum(len(record.addresses) for record in parsed.records)) == (
        people,
        offices,
    )
    assert not any(record.name or record.last_name or record.body for record in parsed.records)
    found = {record.identifiers[0].value: record for record in parsed.records}
    for row in rows(real("us-congress", day, "district-offices.csv")):
        record = found[row["bioguide"]]
        lines = [*filter(None, (row["building"], row["address"], row["suite"])), "", "", ""][:3]
        assert (*lines, row["city"], row["state"], row["zip"]) in {
            (each.line1, each.line2, each.line3, each.suburb, each.state, each.postcode)
            for each in record.addresses
        }
        numbers = {(phone.number, phone.fax) for phone in record.phones}
        assert {
            (number, fax) for number, fax in ((row["phone"], False), (row["fax"], True)) if number
        } <= numbers


@pytest.mark.parametrize(("day", "state"), STATES)
def test_every_cell_of_a_state_s_list_is_read(day: str, state: str) -> None:
    file = real("openstates", day, f"{state}.csv")
    parsed = openstates.parse(file.read_bytes())
    lower, upper = STATES[day, state]
    assert parsed.problems == ()
    assert Counter(record.body for record in parsed.records) == {"lower": lower, "upper": upper}
    for row, record in zip(rows(file), parsed.records, strict=True):
        assert (record.identifiers[0].value, record.name, record.party) == (
            row["id"],
            row["name"],
            row["party"],
        )
        assert (record.body, record.electorate) == (row["chamber"], row["district"])
        assert [email.address for email in record.emails] == list(filter(None, [row["email"]]))
        numbers = [
            row[f"{office}_{what}"]
            for office in ("capitol", "district")
            for what in ("voice", "fax")
        ]
        assert [phone.number for phone in record.phones] == list(filter(None, numbers))
        texts = [row["capitol_address"], row["district_address"]]
        assert [address.text.replace("\n", ";") for address in record.addresses] == list(
            filter(None, texts)
        )
        assert [link.url for link in record.links] == [row["link"]]


@pytest.mark.django_db
def test_both_chambers_of_congress_are_loaded_from_one_list(command: Command) -> None:
    file = str(real("us-congress", "2024-05-08", "legislators-current.yaml"))
    Path("chambers.csv").write_text(
        "slug,country,jurisdiction,name,seats,members_per_electorate\n"
        "us-house,US,Federal,House of Representatives,441,1\nus-senate,US,Federal,Senate,100,2\n"
    )
    assert command("importchambers", "chambers.csv").error == ""
    for chamber, part, members, electorates in (
        ("us-house", "house", 436, 436),
        ("us-senate", "senate", 100, 50),
    ):
        said = command(
            "importmembers", "congress-legislators", file, "--chamber", chamber, "--part", part
        )
        assert (said.error, said.listed) == ("", [])
        of = Chamber.objects.get(slug=chamber)
        assert (
            Member.objects.filter(chamber=of).count(),
            Electorate.objects.filter(chamber=of).count(),
        ) == (members, electorates)
