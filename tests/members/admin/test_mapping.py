"""The mapping of a list's columns, edited in the admin and tried out before it is saved."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from members.lists import snapshots
from members.models import Snapshot, Source
from members.sources.csv import column_of
from members.sources.mapping import OTHER_NAMES
from tests.members.sources.source_parts import (
    LIST,
    PAGE,
    client_with,
    messages,
    source,
    take,
    text,
)

pytestmark = pytest.mark.django_db
Verdict = Snapshot.Verdict

LISTED = "Surname,First,Seat,Phone,Phone,Street,Town\n" + "".join(
    f"Quill{number},Ada,North,08 8999 000{number},,{number} High St,Darwin\n" for number in range(5)
)
WHOLE = {"Surname": "last_name", "First": "first_name", "Phone": "phone:electorate"}


@pytest.fixture
def of() -> Source:
    """A mapped list with a rejected copy, as it has no mapping yet."""
    made = source(format="mapped-csv")
    assert take(made, LISTED.encode()).verdict == Verdict.REJECTED
    return made


def page(of: Source) -> str:
    return f"{LIST}{of.pk}/mapping/"


def posted(
    client: Client, of: Source, columns: dict[str, str], rest: str = "", act: str = "try"
) -> dict[str, Any]:
    """Return the fields that the page posts with these columns filled in."""
    seen = client.get(page(of)).context["seen"]
    headers = ["Surname", "First", "Seat", "Phone", "Phone #2", "Street", "Town"]
    return {
        "seen": seen,
        "header": headers,
        "is": [columns.get(header, "") for header in headers],
        "rest": rest,
        act: "1",
    }


def test_each_header_stands_with_an_example_and_what_it_is(anna: Client, of: Source) -> None:
    of.mapping = {
        "columns": {"SURNAME": "last_name", "phone #2": "fax", "Gone": "party"},
        "joined": {"address": ["Street", "Town"]},
    }
    of.save()
    response = anna.get(page(of))
    rows = {
        row.header: (row.target, row.example, row.joined, row.is_there)
        for row in response.context["rows"]
    }
    assert rows == {
        "Surname": ("last_name", "Quill0", "", True),
        "First": ("", "Ada", "", True),
        "Seat": ("", "North", "", True),
        "Phone": ("", "08 8999 0000", "", True),
        "Phone #2": ("fax", "", "", True),
        "Street": ("", "0 High St", "address", True),
        "Town": ("", "Darwin", "address", True),
        "Gone": ("party", "", "", False),
    }
    assert json.loads(response.context["form"]["rest"].value()) == {
        "joined": {"address": ["Street", "Town"]}
    }
    assert '<option value="phone:electorate">' in text(response)
    assert "not in this copy" in text(response)


def test_every_suggestion_is_a_column_of_ours(anna: Client, of: Source) -> None:
    words = [word for word, _ in anna.get(page(of)).context["words"]]
    assert len(words) == len(set(words))
    for word in words:
        assert word == OTHER_NAMES or column_of(word)


def test_trying_shows_what_would_be_read_and_saves_nothing(anna: Client, of: Source) -> None:
    response = anna.post(
        page(of), posted(anna, of, WHOLE, '{"joined": {"address": ["Street", "Town"]}}')
    )
    shown = text(response)
    for said in (
        "would be accepted",
        "5 members",
        "Ada Quill0",
        "08 8999 0000",
        "0 High St Darwin",
    ):
        assert said in shown
    assert 'value="phone:electorate" list="words"' in shown, "what was typed is still there"
    of.refresh_from_db()
    assert of.mapping == {}
    newest = of.latest()
    assert newest
    assert snapshots.is_undecided(newest)


def test_saving_judges_the_rejected_copy_again(anna: Client, of: Source) -> None:
    response = anna.post(
        page(of), posted(anna, of, WHOLE, '{"fixed": {"role": "Member"}}', "save"), follow=True
    )
    assert "The newest copy is now accepted, with 5 members." in messages(response)
    of.refresh_from_db()
    assert of.mapping == {"columns": WHOLE, "fixed": {"role": "Member"}}
    assert of.in_force() == of.latest()


@pytest.mark.parametrize(
    ("columns", "rest", "said"),
    [
        ({"Phone": "phone"}, "", "no column goes to the members&#x27; names"),
        ({"Surname": "surname"}, "", "surname"),
        ({**WHOLE, "Phone #2": "phone:electorate"}, "", "both go to"),
        (WHOLE, '{"joined": {"address": ["Steet"]}}', "which the file does not have"),
        (WHOLE, "{", "This is not valid JSON"),
        (WHOLE, '{"columns": {}}', "The columns are in the table above"),
        (WHOLE, '{"colums": {}}', "colums"),
    ],
)
@pytest.mark.parametrize("act", ["try", "save"])
def test_a_mapping_that_makes_no_sense_is_refused_with_the_reason(
    anna: Client, of: Source, columns: dict[str, str], rest: str, said: str, act: str
) -> None:
    response = anna.post(page(of), posted(anna, of, columns, rest, act))
    assert response.status_code == 200
    assert said in text(response)
    of.refresh_from_db()
    assert of.mapping == {}


def test_a_mapping_that_somebody_else_changed_meanwhile_is_not_overwritten(
    anna: Client, of: Source
) -> None:
    given = posted(anna, of, WHOLE, act="save")
    Source.objects.filter(pk=of.pk).update(mapping={"columns": {"Surname": "name"}})
    response = anna.post(page(of), given)
    assert "somebody changed the mapping" in messages(response)
    of.refresh_from_db()
    assert of.mapping == {"columns": {"Surname": "name"}}


def test_the_headers_are_of_the_last_copy_that_is_a_table(anna: Client, of: Source) -> None:
    anna.post(page(of), posted(anna, of, WHOLE, act="save"))
    take(of, PAGE)
    assert next(row.header for row in anna.get(page(of)).context["rows"]) == "Surname"


def test_without_a_copy_the_page_asks_for_one(anna: Client) -> None:
    shown = text(anna.get(page(source(format="mapped-csv"))))
    assert "There is no copy to map yet." in shown
    assert 'name="try"' not in shown


def test_only_a_mapped_list_has_a_mapping_to_edit(anna: Client) -> None:
    assert anna.get(page(source())).status_code == 404


def test_nobody_edits_it_without_the_right_to_change_sources(of: Source) -> None:
    assert client_with("view_source").post(page(of), {"save": "1"}).status_code == 403
