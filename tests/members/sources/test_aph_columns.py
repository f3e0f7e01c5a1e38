"""The lists of the Parliament of Australia: broken headers, and columns that move or are missing."""

from __future__ import annotations

import pytest

from members.sources import aph_representatives, aph_senators
from members.sources.records import SourceError
from tests.members.sources.aph_parts import (
    OLD,
    OLD_QUILL,
    SENATOR,
    SENATORS,
    changed,
    representative,
    senator,
    table,
    the_only,
)


def broken(header: str) -> bytes:
    """Return the header as the parliament once published it: each cell in doubled quotes, except
    one."""
    return ",".join(
        f'"{name}"' if name == "State" else f'""{name}""' for name in header.split(",")
    ).encode()


def test_a_header_in_doubled_quotes_is_read() -> None:
    good = table(OLD, OLD_QUILL)
    data = good.replace(OLD.encode(), broken(OLD))
    assert b'""Surname"",' in data
    assert aph_representatives.parse(data) == aph_representatives.parse(good)
    assert aph_representatives.parse(b"\xef\xbb\xbf" + data) == aph_representatives.parse(good)
    assert aph_representatives.parse(data).columns == tuple(OLD.split(","))


def test_a_header_that_can_be_read_is_left_as_it_is() -> None:
    header = ",".join(f'"{name}"' for name in [*OLD.split(","), 'A ""note"", and more'])
    data = (
        table(OLD, OLD_QUILL)
        .replace(OLD.encode(), header.encode())
        .replace(b"Chief Whip", b"Chief Whip,")
    )
    assert aph_representatives.parse(data).columns[-1] == 'A "note", and more'


def test_only_the_header_is_mended() -> None:
    with pytest.raises(SourceError, match="text follows a closing quote") as caught:
        aph_representatives.parse(table(OLD, OLD_QUILL).replace(b"Inland", b'"In"land'))
    assert caught.value.line == 2


def test_columns_are_found_wherever_they_stand_and_unknown_ones_passed_over() -> None:
    names = OLD.split(",")
    header = (
        ",".join([*reversed(names), "Shoe Size"])
        .replace("Surname", "FAMILY_NAME")
        .replace("Phone", "telephone")
    )
    parsed = aph_representatives.parse(table(header, [*reversed(OLD_QUILL), "44"]))
    assert the_only(parsed) == representative()
    assert parsed.columns[-1] == "Shoe Size"


def test_columns_of_the_senators_are_met_under_their_other_names() -> None:
    renamed = {
        "Honorific": "Post Nominals",
        "Other Names": "Other Name",
        "Parliamentary Title": "Parliamentary Titles",
        "ElectorateAddressLine1": "Electorate Address Line 1",
        "ElectoratePostAddress": "Electorate Postal Address",
        "ElectoratePostPostCode": "Electorate Postal Postcode",
        "ElectoratePostSuburb": "Electorate Postal Suburb",
        "ElectoratePostState": "Electorate Postal State",
    }
    header = ",".join(renamed.get(name, name) for name in SENATORS.split(","))
    assert the_only(aph_senators.parse(table(header, SENATOR))) == senator()


@pytest.mark.parametrize(
    ("column", "said"),
    [("Surname", "surname: `Surname`"), ("Electorate", "electorate: `Electorate`")],
)
def test_a_list_without_a_needed_column_is_refused_naming_it(column: str, said: str) -> None:
    with pytest.raises(SourceError, match=f"there is no column for the {said}") as caught:
        aph_representatives.parse(
            table(",".join("X" if name == column else name for name in OLD.split(",")), OLD_QUILL)
        )
    assert caught.value.line == 1


def test_a_list_of_senators_needs_states_and_is_no_list_of_representatives() -> None:
    with pytest.raises(SourceError, match="there is no column for the state: `State`"):
        aph_senators.parse(table(SENATORS.replace("State,Surname", "X,Surname"), SENATOR))
    with pytest.raises(
        SourceError, match="'Inland' is not a state or territory: this is not a list of senators"
    ):
        aph_senators.parse(table(OLD, OLD_QUILL))
    with pytest.raises(SourceError, match="there is no column for the electorate"):
        aph_representatives.parse(table(SENATORS, SENATOR))


def test_a_column_that_stands_there_twice_is_refused() -> None:
    with pytest.raises(SourceError, match="column 'Surname' appears twice"):
        aph_representatives.parse(table(f"{OLD},surname", [*OLD_QUILL, "Quill"]))


def test_rows_that_cannot_be_placed_are_listed() -> None:
    nameless = changed(OLD, OLD_QUILL, Surname="", First_Name=" ")
    parsed = aph_representatives.parse(table(OLD, nameless, OLD_QUILL[:5], [""] * 22, OLD_QUILL))
    assert [record.line for record in parsed.records] == [5]
    assert [(problem.line, problem.reason.partition(":")[0]) for problem in parsed.problems] == [
        (2, "no name"),
        (3, "the row has 5 cells, the header has 22"),
    ]
    assert all("Jane" in problem.row for problem in parsed.problems)


@pytest.mark.parametrize("data", [b"", b"<html>", b"{}", table(OLD)])
def test_what_is_no_such_list_is_refused(data: bytes) -> None:
    for read in (aph_representatives.parse, aph_senators.parse):
        with pytest.raises(SourceError):
            read(data)
