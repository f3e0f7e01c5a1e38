"""Any table, by a mapping of its columns. The parliament of these lists is made up."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from members.models import Member
from members.sources import formats, mapped_csv
from members.sources.records import AddressRecord, MemberRecord, Parsed, PhoneRecord, SourceError
from tests.members.conftest import Command

NAMED = {"SURNAME": "last_name", "FIRST": "first_name"}


def read(text: str | bytes, columns: dict[str, Any] | None = None, **parts: Any) -> Parsed:
    data = text if isinstance(text, bytes) else text.encode()
    return mapped_csv.read(
        data, {"columns": {"NAME": "name"} if columns is None else columns, **parts}
    )


def only(text: str | bytes, columns: dict[str, Any] | None = None, **parts: Any) -> MemberRecord:
    parsed = read(text, columns, **parts)
    assert parsed.problems == ()
    (record,) = parsed.records
    return record


def test_each_header_goes_to_its_column_and_all_others_are_passed_over() -> None:
    columns = {
        **NAMED,
        "SEAT": "electorate",
        "OFFICE PHONE": "phone:electorate",
        "NUMBER": "id:moon",
    }
    record = only(
        "NUMBER,SURNAME,FIRST,SEAT,HOBBY,OFFICE PHONE\n7,Vey,Ada,Crater,chess,555 0100\n", columns
    )
    assert (record.last_name, record.first_name, record.electorate, record.line) == (
        "Vey",
        "Ada",
        "Crater",
        2,
    )
    assert record.phones == (PhoneRecord("555 0100", "electorate"),)
    assert [(identifier.scheme, identifier.value) for identifier in record.identifiers] == [
        ("moon", "7")
    ]


def test_headers_are_found_without_regard_to_capitals_and_blanks_and_the_file_s_own_are_kept() -> (
    None
):
    parsed = read(
        '" Sur  name ",First\nVey,Ada\n', {"SUR NAME": "last_name", "first ": "first_name"}
    )
    assert parsed.records[0].last_name == "Vey"
    assert parsed.columns == ("Sur  name", "First")


def test_a_list_in_windows_1252_with_semicolons_and_untidy_blanks_is_read() -> None:
    record = only(
        'NAME;SEAT\n" Zo\u00eb   M\u00fcller ";" Upper \n Crater "\n'.encode("cp1252"),
        {"NAME": "name", "SEAT": "electorate"},
    )
    assert (record.name, record.electorate) == ("Zo\u00eb M\u00fcller", "Upper Crater")


def test_one_blank_cell_more_than_headers_fits_and_a_short_row_is_listed() -> None:
    parsed = read(
        "NAME,SEAT,\nAda Vey,Crater,,\nBo Lin,Mare\nCy Orr\nDi Pax,Rim,,,\n",
        {"NAME": "name", "SEAT": "electorate"},
    )
    assert [record.name for record in parsed.records] == ["Ada Vey", "Bo Lin", "Di Pax"]
    assert [problem.line for problem in parsed.problems] == [4]


def test_the_second_of_two_equal_headers_has_a_number() -> None:
    columns = {"NAME": "name", "PHONE": "phone:electorate", "PHONE #2": "phone:parliamentary"}
    record = only("NAME,PHONE,PHONE\nAda Vey,555 0100,555 0199\n", columns)
    assert record.phones == (
        PhoneRecord("555 0100", "electorate"),
        PhoneRecord("555 0199", "parliamentary"),
    )


def test_a_header_that_ends_in_a_number_itself_is_found() -> None:
    assert only(
        "NAME,PHONE #2\nAda Vey,555 0100\n", {"NAME": "name", "PHONE #2": "phone"}
    ).phones == (PhoneRecord("555 0100"),)


def test_the_second_detail_of_a_kind_has_a_number() -> None:
    columns = {"NAME": "name", "PHONE": "phone:electorate", "OTHER PHONE": "phone:electorate #2"}
    assert [
        phone.number for phone in only("OTHER PHONE,NAME,PHONE\n2,Ada Vey,1\n", columns).phones
    ] == ["2", "1"]


def test_headers_are_joined_in_the_order_given() -> None:
    joined = {
        "name": ["GIVEN", "FAMILY"],
        "role": ["MINISTRY", "OFFICE"],
        "address:electorate": ["ADDRESS 1", "ADDRESS 2", "ADDRESS 3"],
    }
    text = "FAMILY,GIVEN,OFFICE,MINISTRY,ADDRESS 1,ADDRESS 2,ADDRESS 3\nVey MP,A J ,Whip,Ice, 1 Rim  Road,,CRATER  XX  0001\n"
    record = only(text, {}, joined=joined)
    assert (record.name, record.role) == ("A J Vey MP", "Ice; Whip")
    assert record.addresses == (AddressRecord("electorate", text="1 Rim Road\nCRATER XX 0001"),)


def test_joined_values_that_are_blank_leave_no_trace() -> None:
    record = only("NAME,A,B\nAda Vey, ,\n", joined={"role": ["A", "B"], "address": ["A", "B"]})
    assert (record.role, record.addresses) == ("", ())


def test_a_whole_address_keeps_its_lines() -> None:
    record = only(
        'NAME,ADDRESS\nAda Vey,"1 Rim  Road \n\n Crater"\n', {"NAME": "name", "ADDRESS": "address"}
    )
    assert record.addresses == (AddressRecord(text="1 Rim Road\nCrater"),)


def test_other_names_need_all_of_their_parts() -> None:
    text = "FIRST,KNOWN AS,LAST,MAIDEN\nAdelaide,Ada,Vey,\nBo,,Lin,Bo Orr\n"
    columns = {"FIRST": "first_name", "LAST": "last_name", "MAIDEN": "other_names #2"}
    parsed = read(text, columns, joined={"other_names": ["KNOWN AS", "LAST"]})
    assert [record.other_names for record in parsed.records] == [("Ada Vey",), ("Bo Orr",)]


@pytest.mark.parametrize(
    ("pattern", "cell", "value"),
    [
        ("Member for *", "Member  for Crater", "Crater"),
        ("Member for *", "MEMBER FOR Crater", "Crater"),
        ("Member for *", "Crater", "Crater"),
        ("* MP", "Crater MP", "Crater"),
        ("Seat (*)", "Seat (Crater)", "Crater"),
        (["Member for *", "Senator for *"], "Senator for Crater", "Crater"),
        ("Member for *", "Member for", ""),
    ],
)
def test_words_around_a_value_are_left_out(pattern: Any, cell: str, value: str) -> None:
    columns = {"NAME": "name", "SEAT": "electorate"}
    assert (
        only(f"NAME,SEAT\nAda Vey,{cell}\n", columns, only={"electorate": pattern}).electorate
        == value
    )


def test_the_list_s_words_become_ours() -> None:
    columns = {
        "NAME": "name",
        "PARTY": "party",
        "PHONE": "phone:electorate",
        "FURTHER": "phone:electorate #2",
    }
    values = {"party": {"GP": "Gravity Party", "SPK": ""}, "phone:electorate": {"n/a": ""}}
    parsed = read(
        "NAME,PARTY,PHONE,FURTHER\nA V, GP,1,n/a\nB W,SPK,n/a,n/a\nC X,Other,2,3\n",
        columns,
        values=values,
    )
    assert [record.party for record in parsed.records] == ["Gravity Party", "", "Other"]
    assert [len(record.phones) for record in parsed.records] == [1, 0, 2]


def test_a_fixed_value_stands_in_each_member() -> None:
    record = only(
        "NAME\nAda Vey\n", fixed={"chamber": "moon-senate", "phone:parliamentary": "555 0111"}
    )
    assert (record.chamber, record.phones) == (
        "moon-senate",
        (PhoneRecord("555 0111", "parliamentary"),),
    )


def test_a_fixed_part_of_an_address_stands_only_where_there_is_an_address() -> None:
    columns = {
        "NAME": "name",
        "STREET": "address:electorate:line1",
        "BOX": "address:electorate:line1 #2",
    }
    fixed = {"address:electorate:postal #2": "yes", "address:electorate:state": "XX"}
    parsed = read("NAME,STREET,BOX\nAda Vey,1 Rim Road,\nBo Lin,,PO Box 2\n", columns, fixed=fixed)
    assert parsed.problems == ()
    assert [record.addresses for record in parsed.records] == [
        (AddressRecord("electorate", line1="1 Rim Road", state="XX"),),
        (AddressRecord("electorate", line1="PO Box 2", postal=True),),
    ]


@pytest.mark.parametrize(
    ("form", "cell"),
    [
        ("D/M/YYYY", "7/6/2026"),
        ("D/M/YYYY", "07/06/2026"),
        ("M/D/YYYY", "6/7/2026"),
        ("D MMM YYYY", "7 Jun 2026"),
        ("MMMM D, YYYY", "June 7, 2026"),
        ("YYYY-MM-DD", "2026-06-07"),
        ("YYYYMMDD", "20260607"),
        ("DD.MM.YYYY", " 07.06.2026 "),
    ],
)
def test_dates_are_read_in_the_form_that_is_said(form: str, cell: str) -> None:
    assert only(
        f'NAME,FROM\nAda Vey,"{cell}"\n', {"NAME": "name", "FROM": "started_on"}, dates=form
    ).started_on == date(2026, 6, 7)


def test_a_date_of_another_form_is_listed_and_left_blank() -> None:
    parsed = read(
        "NAME,FROM\nAda Vey,31/31/2026\nBo Lin,\n",
        {"NAME": "name", "FROM": "started_on"},
        dates="D/M/YYYY",
    )
    assert [record.started_on for record in parsed.records] == [None, None]
    assert [(problem.line, problem.reason) for problem in parsed.problems] == [
        (2, "started_on: '31/31/2026' is no date of the form D/M/YYYY; left blank")
    ]


def test_rows_that_agree_in_what_makes_a_member_are_one_member_with_all_details() -> None:
    text = "NAME,SEAT,ROLE,PHONE\nAda Vey,Crater, ,1\nBo Lin,Mare,,2\nADA  VEY,Crater,Whip,3\nAda Vey,Rim,,4\nAda Vey,Crater,Clerk,1\n"
    columns = {"NAME": "name", "SEAT": "electorate", "ROLE": "role", "PHONE": "phone"}
    parsed = read(text, columns, same_member=["name", "electorate"])
    found = [
        (record.line, record.electorate, record.role, [phone.number for phone in record.phones])
        for record in parsed.records
    ]
    assert found == [
        (2, "Crater", "Whip", ["1", "3"]),
        (3, "Mare", "", ["2"]),
        (5, "Rim", "", ["4"]),
    ]
    assert [(problem.line, problem.reason) for problem in parsed.problems] == [
        (6, "role: 'Clerk' is left out, for another row of the same member has 'Whip'")
    ]


def test_without_that_two_rows_are_two_members() -> None:
    assert len(read("NAME\nAda Vey\nAda Vey\n").records) == 2


def test_a_row_without_a_name_is_listed_with_what_stands_in_it() -> None:
    (problem,) = read("NAME,SEAT\n,Crater\nAda Vey,Rim\n").problems
    assert (problem.line, problem.reason, problem.row) == (2, "no name: 'Crater'", "Crater")


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (
            {**NAMED, "SURNAM": "role"},
            "the mapping names 'SURNAM', which is no column of the file; the nearest is 'SURNAME'",
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
            "`joined`: `phone` holds one value, which nothing can be joined to",
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
            "`dates`: 'd.m.y' is no form of dates; forms are `D/M/YYYY`",
        ),
        ({"columns": {"A": "name", "B": "started_on"}, "dates": "D/D/YYYY"}, "is no form of dates"),
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


def test_the_order_of_a_mapping_s_keys_means_nothing() -> None:
    columns = {
        "NAME": "name",
        "P": "phone",
        "Q": "phone #2",
        "E": "email",
        "S": "address:line1",
        "T": "address:line2",
    }
    text = "NAME,T,S,Q,P,E\nAda Vey,Crater,1 Rim Road,2,1,a@b.example\n"
    assert read(text, columns) == read(text, dict(reversed(columns.items())))


def test_the_document_s_list_is_read_by_the_document_s_mapping() -> None:
    text = (Path(__file__).parents[3] / "docs" / "sources.md").read_text()
    blocks = [dedent(block) for block in re.findall(r"(?:^    .*\n)+", text, re.MULTILINE)]
    (listed,) = (block for block in blocks if block.startswith("Family name;"))
    mapping = json.loads(next(block for block in blocks if '"Telephone #2"' in block))
    parsed = mapped_csv.read(listed.encode(), mapping)
    assert parsed.problems == ()
    assert len(parsed.records) == 6
    first, speaker = parsed.records[0], parsed.records[3]
    assert (first.electorate, first.party, first.started_on) == (
        "Crater",
        "Tide Party",
        date(2023, 6, 3),
    )
    assert [(phone.kind, phone.number) for phone in first.phones] == [
        ("electorate", "08 5550 7101"),
        ("parliamentary", "08 5550 7190"),
    ]
    assert first.addresses == (
        AddressRecord("electorate", text="Suite 2\n14 Rim Road\nCrater NT 0870"),
    )
    assert (speaker.party, speaker.role) == ("", "Speaker")


def mapped(mapping: str, text: str, command: Command, form: str = "mapped-csv") -> Any:
    Path("map.json").write_text(mapping)
    Path("list.csv").write_text(text)
    return command(
        "importmembers", form, "list.csv", "--mapping", "map.json", "--chamber", "tas-lc"
    )


def test_members_are_loaded_by_a_mapping_in_a_file(command: Command) -> None:
    said = mapped(
        json.dumps({"columns": {"WHO": "name", "SEAT": "electorate"}}),
        "WHO,SEAT\nAda Vey MLC,Crater\n",
        command,
    )
    assert (said.error, said.listed) == ("", [])
    member = Member.objects.get()
    assert (member.name, member.post_nominals, str(member.electorate)) == (
        "Ada Vey",
        "MLC",
        "Crater",
    )


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ('{"columns":\n{"WHO" "name"}}', "map.json:2: this is no JSON: Expecting ':' delimiter"),
        (
            '{"columns": {"WHO": "name", "P": "phone", "P": "fax"}}',
            "map.json: 'P' stands twice among the names of one object",
        ),
        ('{"columns": {"WHO": "nome"}}', "map.json: `columns`, 'WHO': unknown column 'nome'"),
        (
            '{"columns": {"WHOM": "name"}}',
            "list.csv:1: the mapping names 'WHOM', which is no column of the file; the nearest is 'WHO'",
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
