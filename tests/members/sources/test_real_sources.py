"""The real lists of the federal parliament and of OpenAustralia: each cell has its place. They are
not part of the project."""

from __future__ import annotations

import csv
import io
from collections import Counter

import pytest

from members.sources import aph_representatives, aph_senators, openaustralia
from members.sources.aph import OFFICES, STATES
from members.sources.records import MemberRecord
from tests.support.need import need_list

DAYS = ("2016-05-03", "2016-11-15", "2018-03-28", "2019-07-03")
MACKELLAR = "Mackellar"


def real(path: str) -> bytes:
    return need_list(path).read_bytes()


def rows(data: bytes) -> list[list[str]]:
    """Return the rows below the header, with cells stripped."""
    text = data.decode("cp1252").partition("\n")[2]
    return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""))]


def values(record: MemberRecord) -> Counter[str]:
    """Count every value of the record except its role and other names."""
    found = [
        record.honorific,
        record.first_name,
        record.last_name,
        record.post_nominals,
        record.electorate,
        record.party,
    ]
    found += [phone.number for phone in record.phones]
    for address in record.addresses:
        found += [address.line1, address.line2, address.suburb, address.state, address.postcode]
    return Counter(value for value in found if value)


def cells(row: list[str], places: list[int]) -> Counter[str]:
    return Counter(" ".join(row[place].split()) for place in places if row[place])


def test_every_cell_of_the_representatives_is_placed() -> None:
    data = real("official-2012/aph-representatives.csv")
    parsed = aph_representatives.parse(data)
    assert parsed.problems == ()
    assert (parsed.columns[0], parsed.columns[12], len(parsed.columns)) == ("Surname", "State", 22)
    assert len(parsed.records) == len({record.electorate for record in parsed.records}) == 150
    for row, record in zip(rows(data), parsed.records, strict=True):
        # all but other and preferred names, initials, salutation, gender, the electorate's state,
        # and titles
        assert values(record) == cells(row, [0, 1, 5, 7, 9, 10, 11, 13, *range(14, 21)])
        assert record.role == row[21]
        given = {row[3], f"{row[1]} {row[2]}".strip()} - {"", row[1]}
        assert set(record.other_names) == {f"{names} {row[0]}" for names in given}


def test_every_cell_of_the_senators_is_placed() -> None:
    data = real("official-2012/aph-senators.csv")
    parsed = aph_senators.parse(data)
    assert parsed.problems == ()
    assert Counter(record.electorate for record in parsed.records) == Counter(
        {state: 2 if "Territory" in state else 12 for state in STATES.values()}
    )
    for row, record in zip(rows(data), parsed.records, strict=True):
        said = values(record)
        said.subtract([record.electorate])
        assert +said == cells(row, [1, 2, 3, 7, 9, *range(10, 22)])
        assert record.electorate == STATES[row[0].upper()]
        assert sum(address.postal for address in record.addresses) == bool(row[18])
        assert set(record.role.replace(";", "").split()) == set(row[26].replace(";", "").split())
        assert "\n" not in record.role


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("chamber", ["representatives", "senators"])
def test_who_sits_is_the_same_in_both_lists_of_openaustralia(day: str, chamber: str) -> None:
    current = openaustralia.parse(real(f"openaustralia/{day}/current_{chamber}.csv"))
    ever = openaustralia.parse(real(f"openaustralia/{day}/{chamber}.csv"))
    sitting = Counter((record.electorate, record.party, record.role) for record in current.records)
    known = Counter((record.electorate, record.party, record.role) for record in ever.records)
    # One list still has a former member, whom the other has in both roles.
    if (day, chamber) == ("2016-11-15", "representatives"):
        assert sitting - known == Counter({(MACKELLAR, "", "Speaker"): 1})
        sitting -= Counter({(MACKELLAR, "", "Speaker"): 1})
    assert sitting == known
    seats = {
        "representatives": 151 if day == "2019-07-03" else 150,
        "senators": 75 if day == "2016-11-15" else 76,
    }
    assert len(ever.records) == seats[chamber]
    assert {record.body for record in current.records} == {
        "representatives" if chamber == "representatives" else "senate"
    }
    assert not any(record.party in OFFICES for record in current.records)
    if chamber == "senators":
        assert {record.electorate for record in ever.records} == set(STATES.values())


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        ("2016-05-03/current_representatives.csv", [146]),
        ("2016-05-03/representatives.csv", [674]),
        ("2016-11-15/representatives.csv", [674]),
        ("2018-03-28/current_senators.csv", [73]),
        ("2018-03-28/senators.csv", [370]),
        ("2019-07-03/current_senators.csv", [53]),
        ("2019-07-03/senators.csv", [374]),
    ],
)
def test_only_true_errors_of_openaustralia_are_listed(path: str, lines: list[int]) -> None:
    assert [
        problem.line for problem in openaustralia.parse(real(f"openaustralia/{path}")).problems
    ] == lines


@pytest.mark.parametrize(
    "name",
    [
        "2016-05-03/current_senators",
        "2016-11-15/current_representatives",
        "2018-03-28/representatives",
    ],
)
def test_nothing_is_listed_where_nothing_is_wrong(name: str) -> None:
    assert openaustralia.parse(real(f"openaustralia/{name}.csv")).problems == ()
