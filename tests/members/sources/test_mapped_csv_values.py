"""Values of a mapped table: patterns, translated words, fixed values and dates."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from members.sources.records import AddressRecord, PhoneRecord
from tests.members.sources.mapped_csv_parts import only, read


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
        (2, "started_on: '31/31/2026' is not a date of the form D/M/YYYY; left blank")
    ]
