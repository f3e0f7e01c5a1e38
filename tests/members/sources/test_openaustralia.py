"""OpenAustralia's lists, of present or of all members: one record for each person."""

from __future__ import annotations

from datetime import date

import pytest

from members.models import Member
from members.sources import openaustralia
from members.sources.records import IdentifierRecord, MemberRecord, Parsed, SourceError
from tests.members.conftest import Command

CURRENT = "chamber,member_id,person_id,aph_id,name,full_name,electorate,state,party,elected,how"
HOUSE = "House of Representatives,1,7,Q1,Ada Jane Quill,Adelaide Jane Quill,Inland,Victoria,REDS,2.3.1996,"
SENATE = "Senate,2,8,,Ole Marsh,Ole Marsh,QLD,QLD,BLUES,14.10.2001,section_15"

EVER = "member count,person count,name,Division,State/Territory,Date of election,Type of election,Date ceased to be a Member,reason"
EVER += ",Most recent party"
SITS = "1,,Adelaide Jane Quill,Inland,Vic.,2.3.1996,by_election,,still_in_office,REDS"
LEFT = "2,,Ole Marsh,Coast,Vic.,2.3.1996,,7.9.2013,defeated,BLUES"


def parse(*lines: str, end: str = "\r\n") -> Parsed:
    return openaustralia.parse(end.join([*lines, ""]).encode())


def the_only(*lines: str) -> MemberRecord:
    parsed = parse(*lines)
    assert parsed.problems == ()
    (record,) = parsed.records
    return record


def listed(parsed: Parsed) -> list[tuple[int, str]]:
    return [(problem.line, problem.reason) for problem in parsed.problems]


def test_a_member_who_sits_has_everything_in_its_place() -> None:
    assert the_only(CURRENT, HOUSE) == MemberRecord(
        line=2,
        body="representatives",
        name="Ada Jane Quill",
        electorate="Inland",
        party="REDS",
        started_on=date(1996, 3, 2),
        identifiers=(IdentifierRecord("oaf", "7"), IdentifierRecord("aph", "Q1")),
        other_names=("Adelaide Jane Quill",),
    )


def test_a_senator_is_of_a_state_by_its_whole_name() -> None:
    assert the_only(CURRENT, SENATE) == MemberRecord(
        line=2,
        body="senate",
        name="Ole Marsh",
        electorate="Queensland",
        party="BLUES",
        started_on=date(2001, 10, 14),
        identifiers=(IdentifierRecord("oaf", "8"),),
    )


def test_of_all_who_ever_sat_those_who_still_do_are_members() -> None:
    parsed = parse(EVER, "", "# made by hand", SITS, "#,,,,,,,,,", LEFT, end="\n")
    assert parsed.problems == ()
    assert parsed.columns == tuple(EVER.split(","))
    assert parsed.records == (
        MemberRecord(
            line=4,
            name="Adelaide Jane Quill",
            electorate="Inland",
            party="REDS",
            started_on=date(1996, 3, 2),
        ),
    )


def test_a_comment_may_be_the_last_line() -> None:
    assert [record.name for record in parse(EVER, SITS, "# the next number is 3").records] == [
        "Adelaide Jane Quill"
    ]


@pytest.mark.parametrize(
    ("given", "whole"),
    [("Tas.", "Tasmania"), ("WA", "Western Australia"), ("Victoria", "Victoria")],
)
def test_a_row_without_a_division_is_of_the_state(given: str, whole: str) -> None:
    assert the_only(EVER, SITS.replace("Inland,Vic.", f",{given}")).electorate == whole


def test_a_division_that_is_called_like_a_state_is_none() -> None:
    assert the_only(CURRENT, HOUSE.replace("Inland", "WA")).electorate == "WA"


@pytest.mark.parametrize(
    ("code", "role"),
    [
        ("SPK", "Speaker"),
        ("CWM", "Deputy Speaker"),
        ("PRES", "President"),
        ("DPRES", "Deputy President"),
    ],
)
def test_an_office_in_the_partys_place_is_a_role_and_began_at_another_day(
    code: str, role: str
) -> None:
    record = the_only(CURRENT, HOUSE.replace("REDS", code))
    assert (record.party, record.role, record.started_on) == ("", role, None)


def test_the_day_of_a_change_of_party_is_not_the_day_of_election() -> None:
    assert the_only(CURRENT, f"{HOUSE}changed_party").started_on is None


@pytest.mark.parametrize("value", ["14.2.18", "`6.9.2018", "31.2.2018", "2018-02-14", "soon"])
def test_a_date_that_makes_no_sense_is_listed_and_left_blank(value: str) -> None:
    parsed = parse(CURRENT, HOUSE.replace("2.3.1996", value))
    assert parsed.records[0].started_on is None
    assert listed(parsed) == [
        (2, f"election: {value!r} is not a date of the form D.M.YYYY; left blank")
    ]


def test_a_blank_date_is_nothing() -> None:
    assert the_only(CURRENT, HOUSE.replace("2.3.1996", "")).started_on is None


def test_a_person_who_is_listed_twice_is_one_record_by_the_later_row() -> None:
    in_the_chair = HOUSE.replace("REDS,2.3.1996,", "SPK,5.5.2015,changed_party")
    for rows, line in (((in_the_chair, HOUSE), 2), ((HOUSE, SENATE, in_the_chair), 4)):
        parsed = parse(CURRENT, *rows)
        assert [record.role for record in parsed.records if record.body == "representatives"] == [
            "Speaker"
        ]
        left = {2: 3, 4: 2}[line]
        assert listed(parsed) == [
            (
                left,
                f"'Ada Jane Quill' is listed twice; line {line} is used, which is valid since a later day",
            )
        ]


def test_without_identifiers_a_person_is_known_by_name_and_electorate() -> None:
    parsed = parse(
        EVER, SITS, SITS.replace("2.3.1996", "3.3.2001"), SITS.replace("Inland", "Coast")
    )
    assert [(record.line, record.electorate) for record in parsed.records] == [
        (3, "Inland"),
        (4, "Coast"),
    ]


def test_two_persons_of_one_name_are_two() -> None:
    assert len(parse(CURRENT, HOUSE, HOUSE.replace(",7,", ",9,")).records) == 2


def test_rows_that_cannot_be_placed_are_listed() -> None:
    parsed = parse(
        EVER,
        "3,,,Coast,Vic.,2.3.1996,,,still_in_office,REDS",
        LEFT.replace("defeated", "still_in_office"),
        "4,,Bo",
        SITS,
    )
    assert [record.line for record in parsed.records] == [5]
    assert [reason.partition(":")[0] for _, reason in listed(parsed)] == [
        "no name",
        "ceased on 7.9.2013, and is still_in_office",
        "the row has 3 cells, the header has 10",
    ]
    assert "Marsh" in parsed.problems[1].row


def test_columns_are_found_wherever_they_stand() -> None:
    header, row = (",".join([*reversed(line.split(",")), "more"]) for line in (CURRENT, HOUSE))
    assert the_only(header, row) == the_only(CURRENT, HOUSE)


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (CURRENT.replace(",name,", ",x,"), "there is no column for the name: `name`"),
        (
            CURRENT.replace(",electorate,", ",x,"),
            "there is no column for the electorate: `electorate` or `Division`",
        ),
        (CURRENT.replace("chamber,", "x,"), "no column says who still sits"),
    ],
)
def test_a_list_without_a_needed_column_is_refused_naming_it(header: str, said: str) -> None:
    with pytest.raises(SourceError, match=said) as caught:
        parse(header, HOUSE)
    assert caught.value.line == 1


def test_a_list_is_loaded_into_its_chamber(load: Command) -> None:
    said = load("\n".join([CURRENT, SENATE, ""]), "--chamber", "fed-senate", form="openaustralia")
    assert (said.error, said.listed) == ("", [])
    member = Member.objects.get()
    assert (member.name, str(member.electorate), member.chamber.slug) == (
        "Ole Marsh",
        "Queensland",
        "fed-senate",
    )
