"""Mappings and tables that cannot be used, and the reasons given."""

from __future__ import annotations

from typing import Any

import pytest

from members.models import Member
from members.sources import formats, mapped_csv
from members.sources.records import SourceError
from tests.members.conftest import Command
from tests.members.sources.mapped_csv_parts import NAMED, mapped, read


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (
            {**NAMED, "SURNAM": "role"},
            "the mapping names 'SURNAM', which the file does not have; the nearest is 'SURNAME'",
        ),
        (
            {**NAMED, "PHONE #2": "phone"},
            "the mapping names 'PHONE #2', but the file has that column once",
        ),
        (
            {**NAMED, "FAX #3": "fax"},
            "the mapping names 'FAX #3', but the file has that column 2 times",
        ),
    ],
)
def test_a_column_that_the_file_lacks_refuses_it(columns: dict[str, Any], message: str) -> None:
    with pytest.raises(SourceError, match=message) as refused:
        read("\nSURNAME,FIRST,PHONE,FAX,FAX\nVey,Ada,1,2,3\n", columns)
    assert refused.value.line == 2


@pytest.mark.parametrize("form", ["mapped-csv", "nsw-la", "nsw-lc", "qld-la"])
def test_what_is_no_table_is_refused(form: str) -> None:
    with pytest.raises(SourceError, match="as a web page does"):
        formats({"columns": {"NAME": "name"}})[form](b"<!doctype html>")


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [
        (["name"], "a mapping is a JSON object"),
        ({}, "it names no columns yet"),
        ({"columns": {"A": "role"}}, "no column goes to the members' names"),
        ({"columns": ["name"]}, "`columns` is a JSON object"),
        ({"column": {"A": "name"}}, "unknown part 'column'; the nearest known one is `columns`"),
        (
            {"columns": {"A": "nome"}},
            "`columns`, 'A': unknown column 'nome'; the nearest known one is `name`; docs/csv.md has all columns",
        ),
        ({"columns": {"A": 7}}, "`columns`, 'A': a column's name in quotes is needed, not '7'"),
        ({"columns": {"A": "id"}}, "needs a scheme"),
        (
            {"columns": {"A": "name", "B": "name"}},
            '\'A\' and \'B\' both go to `name`: join them in an order, as in "joined": {"name": ["A", "B"]}',
        ),
        (
            {"columns": {"A": "phone", "B": "phone"}},
            "'A' and 'B' both go to `phone`: number the second detail, as in `phone #2`",
        ),
        ({"columns": {"A": "slug", "B": "slug"}}, "'A' and 'B' both go to `slug`: it comes once"),
        ({"columns": {"A": "name", " ": "role"}}, "`columns` names a column without a header"),
        ({"columns": {"A": "name #2"}}, "a member has one `name` only"),
        ({"columns": {"A": "name", " a ": "role"}}, "names one column twice: 'a'"),
        (
            {"columns": {"A": "name"}, "joined": {"name": ["A", "B"]}},
            "`name` is in `joined` and in `columns`",
        ),
        (
            {"columns": {"A": "name"}, "joined": {"role": "B"}},
            "`joined`, 'role': a list of the headers is needed",
        ),
        (
            {"columns": {"A": "name"}, "joined": {"phone": ["B", "C"]}},
            "`joined`: `phone` takes one value only and cannot be joined",
        ),
        (
            {"columns": {"A": "name"}, "fixed": {"address:state": 7}},
            "`fixed`, 'address:state': a text in quotes is needed, not '7'",
        ),
        (
            {"columns": {"A": "name"}, "fixed": {"name": "B"}},
            "`name` is in `fixed`, and a column goes there",
        ),
        (
            {"columns": {"A": "name"}, "only": {"party": "* Party"}},
            "`only` names `party`, to which no column goes",
        ),
        (
            {"columns": {"A": "name"}, "only": {"name": "MP"}},
            "`only`, 'name': write `*` once, where the value stands",
        ),
        (
            {"columns": {"A": "name"}, "values": {"name": "B"}},
            "`values`, 'name': write the list's words with ours",
        ),
        (
            {"columns": {"A": "name"}, "values": {"name": {"B": None}}},
            "`values`, 'name': write the list's words with ours",
        ),
        (
            {"columns": {"A": "name", "B": "started_on"}, "dates": "d.m.y"},
            "`dates`: 'd.m.y' is not a form of dates; forms are `D/M/YYYY`",
        ),
        (
            {"columns": {"A": "name", "B": "started_on"}, "dates": "D/D/YYYY"},
            "is not a form of dates",
        ),
        (
            {"columns": {"A": "name", "B": "started_on"}, "dates": 7},
            "`dates` is a form of dates in quotes",
        ),
        ({"columns": {"A": "name"}, "dates": "D/M/YYYY"}, "no column goes to `started_on`"),
        ({"columns": {"A": "name"}, "same_member": "name"}, "`same_member` is a list of columns"),
        (
            {"columns": {"A": "name"}, "same_member": ["party"]},
            "`same_member` names `party`, to which no column goes",
        ),
    ],
)
def test_a_mapping_that_makes_no_sense_is_told_why_before_any_list_is_there(
    mapping: Any, sentence: str
) -> None:
    assert any(sentence in said for said in mapped_csv.check(mapping)), mapped_csv.check(mapping)
    with pytest.raises(SourceError, match="the mapping cannot be used: "):
        mapped_csv.read(b"A,B,C\nAda Vey,1,2\n", mapping)


def test_a_mapping_in_which_nothing_is_wrong_is_told_nothing() -> None:
    assert mapped_csv.check({"columns": {"A": "name"}}) == []


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ('{"columns":\n{"WHO" "name"}}', "map.json:2: this is not JSON: Expecting ':' delimiter"),
        (
            '{"columns": {"WHO": "name", "P": "phone", "P": "fax"}}',
            "map.json: 'P' appears twice among the names of one object",
        ),
        ('{"columns": {"WHO\\ud800": "name"}}', "map.json: it contains a character that cannot be"),
        (
            '{"columns": {"WHO": "name"}, "fixed": {"party": "a\\u0000"}}',
            "map.json: it contains a character that cannot be stored",
        ),
        ('{"columns": ' + "7" * 5000 + "}", "map.json: a number in it is too long"),
        ("[" * 100_000, "map.json: it is nested too deeply"),
        ('{"columns": {"WHO": "nome"}}', "map.json: `columns`, 'WHO': unknown column 'nome'"),
        (
            '{"columns": {"WHOM": "name"}}',
            "list.csv:1: the mapping names 'WHOM', which the file does not have; the nearest is 'WHO'",
        ),
    ],
)
def test_a_mapping_that_cannot_be_used_is_refused_with_its_file(
    command: Command, mapping: str, message: str
) -> None:
    assert mapped(mapping, "WHO\nAda Vey\n", command).error.startswith(message)
    assert not Member.objects.exists()


def test_a_mapping_and_its_format_belong_together(command: Command) -> None:
    together = "the format mapped-csv and --mapping FILE belong together (docs/sources.md)"
    assert (
        mapped('{"columns": {"WHO": "name"}}', "WHO\nAda Vey\n", command, form="csv").error
        == together
    )
    assert command("importmembers", "mapped-csv", "list.csv").error == together
    assert (
        command("importmembers", "csv", "list.csv", "--mapping", "nowhere.json").error == together
    )
    assert (
        command("importmembers", "mapped-csv", "list.csv", "--mapping", "nowhere.json").error
        == "nowhere.json: there is no such file"
    )
