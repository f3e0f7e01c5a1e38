"""Popolo JSON: faults that are listed as problems, and files that are refused."""

from __future__ import annotations

from typing import Any

import pytest

from members.sources import popolo
from members.sources.records import SourceError
from tests.members.sources.popolo_parts import ADA, HOUSE, document, seat


def listed(*memberships: dict[str, Any], **more: Any) -> list[str]:
    return [problem.reason for problem in popolo.parse(document(*memberships, **more)).problems]


@pytest.mark.parametrize("start", ["2012", "2012-11"])
def test_a_part_of_a_date_is_listed_and_left_blank(start: str) -> None:
    parsed = popolo.parse(document(seat(start_date=start)))
    assert parsed.records[0].started_on is None
    assert [problem.reason for problem in parsed.problems] == [
        f"started_on: {start!r} is not a complete date; left blank"
    ]


@pytest.mark.parametrize(
    ("membership", "reason"),
    [
        (seat(person_id="bo"), "person: 'bo' is not among the file's persons"),
        (
            seat(organization_id="hose"),
            "organization: 'hose' is not among the file's organizations",
        ),
        (seat(area_id="x"), "area: 'x' is not among the file's areas"),
        (seat(on_behalf_of_id="x"), "on_behalf_of: 'x' is not among the file's organizations"),
        (seat(legislative_period_id="x"), "legislative_period: 'x' is not among the file's events"),
        (seat(start_date="2012-13-01"), "start_date: '2012-13-01' is not a date; left blank"),
        (seat(role=["Whip"]), "role: \"['Whip']\" is not text; left out"),
        (seat(role="a\0b"), "role: 'a\\x00b' has characters that are not valid; left out"),
        (seat(role="\ud800"), "role: '\\ud800' has characters that are not valid; left out"),
        (
            seat(contact_details=[{"type": "pager", "value": "7"}]),
            "contact_details: there is no place for 'pager': '7'; left out",
        ),
        (seat(links="x"), "links: this is not a list of records; left out"),
        ({"organization_id": "house"}, "the membership names no person"),
    ],
)
def test_what_has_no_place_is_listed(membership: dict[str, Any], reason: str) -> None:
    assert reason in listed(membership)


def test_who_is_no_member_is_listed() -> None:
    cabinet = {"id": "c", "name": "Cabinet", "classification": "executive"}
    persons = [ADA, {"id": "bo", "name": "Bo Lee"}, {"id": "x"}, {"name": "No Id"}, ADA, 7]
    assert set(
        listed(
            seat(),
            seat(person_id="bo", organization_id="c"),
            persons=persons,
            organizations=[HOUSE, cabinet],
        )
    ) == {
        "a membership of 'Cabinet' (executive) is not a seat in a chamber; left out",
        "'Bo Lee' has no membership of a chamber",
        "the person 'x' has no name",
        "persons: the record has no id",
        "persons: the id 'ada' appears twice; the first is used",
        "persons: '7' is not a record",
    }


def test_lines_are_those_of_the_file() -> None:
    data = document(seat(start_date="x"), persons=[ADA, {"id": "bo", "name": "Bo Lee"}])
    lines = data.decode().split("\n")
    first, second = popolo.parse(data).problems
    assert (
        '"id": "bo"' in lines[first.line],
        '"start_date": "x"' in "".join(lines[second.line : second.line + 4]),
    ) == (True, True)
    assert lines[second.line - 1].strip() == "{"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf  ", "the file is empty"),
        (b"<html>", "this is not JSON: it begins with `<`, as a web page does"),
        (b"name,email\n", "this is not a JSON object"),
        (b"[]", "this is not a JSON object"),
        (b'{"result": []}', "this is not Popolo: there is no list `persons`"),
        (b'{"persons": {}}', "this is not Popolo: there is no list `persons`"),
        (b'{"persons": []} x', "the JSON ends before the file does"),
        (b'{"persons": [] "x": 1}', "this is not JSON: `,` is expected here"),
        (
            b'{"persons": [{"id": 1,}]}',
            "this is not JSON: Expecting property name enclosed in double quotes",
        ),
        (b'{"persons": [{"id": 1', "the file is cut short"),
        (b'{"persons": [{"id": "a', "the file is cut short"),
        (b'{"persons": [{"id": "a"}', "the file is cut short"),
        (b'{"persons": [{"id": "a"}],', "the file is cut short"),
        (b'{"persons": ', "the file is cut short"),
        (b'{"persons": ["\xff"]}', "this is not JSON in UTF-8"),
    ],
)
def test_rubbish_is_refused_in_one_message(data: bytes, message: str) -> None:
    with pytest.raises(SourceError) as refused:
        popolo.parse(data)
    assert str(refused.value) == message


@pytest.mark.parametrize(
    "data", [b'{"persons": ' + b"[" * 200_000, b'{"persons": [' + b"1" * 10_000 + b"]}"]
)
def test_what_no_reader_can_hold_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"cannot be read"):
        popolo.parse(data)


def test_every_prefix_of_a_file_is_refused_or_whole() -> None:
    data = document(seat(start_date="2012-11-07"))
    for length in range(len(data)):
        with pytest.raises(SourceError):
            popolo.parse(data[:length])
