"""Any table, by a mapping of its columns. The parliament of these lists is made up."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from textwrap import dedent

from members.models import Member
from members.sources import mapped_csv
from members.sources.records import AddressRecord, PhoneRecord
from tests.members.conftest import Command
from tests.members.sources.mapped_csv_parts import NAMED, mapped, only, read


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
        (6, "role: 'Clerk' is left out, because another row of the same member has 'Whip'")
    ]


def test_without_that_two_rows_are_two_members() -> None:
    assert len(read("NAME\nAda Vey\nAda Vey\n").records) == 2


def test_a_row_without_a_name_is_listed_with_what_stands_in_it() -> None:
    (problem,) = read("NAME,SEAT\n,Crater\nAda Vey,Rim\n").problems
    assert (problem.line, problem.reason, problem.row) == (2, "no name: 'Crater'", "Crater")


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
