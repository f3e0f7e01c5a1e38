"""The United States Congress: who sits, since when, where their offices are - and YAML that is
meant to harm."""

from __future__ import annotations

import time
from datetime import date
from textwrap import indent

import pytest

from members.models import Member
from members.sources import congress_legislators, yamltext
from members.sources.records import (
    AddressRecord,
    IdentifierRecord,
    LinkRecord,
    MemberRecord,
    Parsed,
    PhoneRecord,
    SourceError,
)
from tests.members.conftest import Command

ADA = """\
- id:
    bioguide: Q000001
    thomas: '00012'
    lis: S001
    govtrack: 400001
    fec:
    - H2XX00001
    wikipedia: Ada Quill (politician)
    wikidata: Q1
  name:
    first: Ada
    middle: Mary
    last: Quill Fox
    nickname: Addie
    suffix: Jr.
    official_full: Ada M. Quill Fox, Jr.
  bio:
    birthday: '1950-01-02'
    gender: F
  terms:
  - type: rep
    start: '1993-01-05'
    end: '1995-01-03'
    state: OH
    district: 13
    party: Democrat
    phone: 202-555-0100
  - type: sen
    start: '2007-01-04'
    end: '2013-01-03'
    state: OH
    class: 1
    party: Democrat
  - type: sen
    start: 2013-01-03
    end: 2019-01-03
    state: OH
    class: 1
    state_rank: senior
    party: Independent
    url: https://ada.example
    contact_form: https://ada.example/write
    address: 503 Some Senate Office Building Washington DC 20510
    office: 503 Some Senate Office Building
    phone: 202-555-0101
    fax: 202-555-0102
"""
BO = """\
- id:
    bioguide: F000002
  name:
    first: Bo
    last: Fox
  terms:
  - type: rep
    start: '2023-01-03'
    end: '2025-01-03'
    state: AK
    district: 0
    party: Republican
"""
OFFICES = """\
- id:
    bioguide: Q000001
    govtrack: 400001
  offices:
  - id: Q000001-here
    address: 5 Some St.
    suite: Suite 104
    building: Federal Building
    city: Here
    state: OH
    zip: '05633'
    latitude: 34.5
    longitude: -86.5
    hours: M-F 9-5
    phone: 202-555-0103
    fax: 202-555-0104
  - id: Q000001-there
    city: There
    state: OH
    phone: 202-555-0103
"""


def parse(text: str) -> Parsed:
    return congress_legislators.parse(text.encode())


def only(text: str) -> MemberRecord:
    parsed = parse(text)
    assert parsed.problems == ()
    (record,) = parsed.records
    return record


def listed(text: str) -> list[tuple[int, str]]:
    return [(problem.line, problem.reason) for problem in parse(text).problems]


def refused(data: str | bytes) -> tuple[str, int | None]:
    with pytest.raises(SourceError) as error:
        congress_legislators.parse(data if isinstance(data, bytes) else data.encode())
    return str(error.value), error.value.line


def test_a_senator_is_read_from_the_last_term() -> None:
    assert only(ADA) == MemberRecord(
        line=1,
        body="senate",
        first_name="Ada M.",
        last_name="Quill Fox Jr.",
        other_names=("Addie Quill Fox", "Ada Quill Fox", "Ada Quill Fox Jr.", "Ada Mary Quill Fox"),
        electorate="OH",
        party="Independent",
        started_on=date(2007, 1, 4),
        identifiers=(
            IdentifierRecord("bioguide", "Q000001"),
            IdentifierRecord("govtrack", "400001"),
            IdentifierRecord("thomas", "00012"),
            IdentifierRecord("lis", "S001"),
            IdentifierRecord("wikidata", "Q1"),
        ),
        phones=(
            PhoneRecord("202-555-0101", "parliamentary"),
            PhoneRecord("202-555-0102", "parliamentary", fax=True),
        ),
        addresses=(
            AddressRecord(
                "parliamentary", text="503 Some Senate Office Building Washington DC 20510"
            ),
        ),
        links=(
            LinkRecord("https://ada.example", "website"),
            LinkRecord("https://ada.example/write", "contact"),
        ),
    )


def test_a_representative_sits_for_a_district_and_at_large_is_district_0() -> None:
    record = only(BO)
    assert (record.body, record.electorate, record.first_name, record.last_name) == (
        "house",
        "AK-0",
        "Bo",
        "Fox",
    )
    assert (record.started_on, record.ended_on) == (date(2023, 1, 3), None)
    assert only(BO.replace("district: 0", "district: 13")).electorate == "AK-13"


def test_a_name_that_the_last_name_does_not_end_is_kept_whole() -> None:
    record = only(BO.replace("last: Fox", "last: Fox\n    official_full: Bo Fox-Quill"))
    assert (record.name, record.last_name, record.other_names) == ("Bo Fox-Quill", "", ("Bo Fox",))


def test_who_was_away_longer_than_an_election_takes_sits_since_the_return() -> None:
    term = "  - type: rep\n    start: '{}'\n    end: '{}'\n    state: AK\n    district: 0\n"
    head = BO.partition("  - type")[0]
    terms = [
        ("2001-01-03", "2003-01-03"),
        ("2009-01-06", "2011-01-03"),
        ("2011-01-05", "2013-01-03"),
    ]
    assert only(head + "".join(term.format(*days) for days in terms)).started_on == date(2009, 1, 6)


def test_offices_are_details_of_whom_the_identifiers_name() -> None:
    assert only(OFFICES) == MemberRecord(
        line=1,
        identifiers=(
            IdentifierRecord("bioguide", "Q000001"),
            IdentifierRecord("govtrack", "400001"),
        ),
        phones=(
            PhoneRecord("202-555-0103", "electorate"),
            PhoneRecord("202-555-0104", "electorate", fax=True),
        ),
        addresses=(
            AddressRecord(
                "electorate",
                "",
                "Federal Building",
                "5 Some St.",
                "Suite 104",
                "Here",
                "OH",
                "05633",
            ),
            AddressRecord("electorate", suburb="There", state="OH"),
        ),
    )


def test_the_line_of_each_record_is_that_on_which_it_begins() -> None:
    lines = [record.line for record in parse(ADA + BO).records]
    assert lines == [1, ADA.count("\n") + 1]


@pytest.mark.parametrize(
    "written",
    ["05633", "2024-05-08", "1e5", "0x1f", "no", "1_000", "12:30:45", "=", "'null'", "'~'"],
)
def test_every_value_is_the_text_that_is_written(written: str) -> None:
    record = only(BO.replace("party: Republican", f"party: {written}"))
    assert record.party == written.strip("'")


@pytest.mark.parametrize("nothing", ["", "~", "null", "''"])
def test_nothing_is_nothing(nothing: str) -> None:
    assert only(BO.replace("party: Republican", f"party: {nothing}")).party == ""


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("  terms:", "  words:", 1, "'Bo Fox' has neither `terms` nor `offices`"),
        ("type: rep", "type: dog", 7, "the type 'dog' of the last term is none of sen, rep"),
        ("type: rep", "type: [rep]", 7, "type: this is no text; left out"),
        ("    first: Bo\n    last: Fox\n", "    first: Bo\n", 4, "'F000002' has no name"),
        ("  name:\n    first: Bo\n    last: Fox\n", "  name: Bo Fox\n", 1, "'F000002' has no name"),
    ],
)
def test_a_person_who_cannot_be_read_is_listed_and_the_rest_is_loaded(
    old: str, new: str, line: int, reason: str
) -> None:
    bad = BO.replace("Bo\n", "Bo\n    official_full: Bo Fox\n") if "neither" in reason else BO
    parsed = parse(bad.replace(old, new) + ADA)
    assert [record.body for record in parsed.records] == ["senate"]
    assert any(problem.line == line and reason in problem.reason for problem in parsed.problems), (
        parsed.problems
    )


def test_what_stands_in_a_record_that_is_left_out_is_kept() -> None:
    parsed = parse(BO.replace("type: rep", "type: dog") + ADA)
    assert [problem.row for problem in parsed.problems] == ["Bo; Fox"]


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        (
            "start: '2023-01-03'",
            "start: soon",
            7,
            "start: 'soon' is no date of the form YYYY-MM-DD; since when the member sits is left blank",
        ),
        ("start: '2023-01-03'", "start: 2023-02-30", 7, "start: '2023-02-30' is no date"),
        (
            "    district: 0\n",
            "",
            7,
            "a seat in the house for AK without district; the electorate is left blank",
        ),
        ("    party: Republican\n", "    party: {a: b}\n", 7, "party: this is no text; left out"),
        (
            "    party: Republican\n",
            "    party: A\n    party: B\n",
            13,
            "'party' appears twice; the first is taken",
        ),
        ("    party: Republican\n", '    party: "A\\0"\n', 12, "has signs that are none; left out"),
        (
            "    bioguide: F000002\n",
            "    ? [a]\n    : b\n",
            2,
            "a name should stand here; left out",
        ),
        (
            "  - type: rep\n",
            "  - rubbish\n  - type: rep\n",
            1,
            "terms: 'rubbish' is no record; left out",
        ),
    ],
)
def test_a_value_that_cannot_be_read_is_listed_and_the_person_is_loaded(
    old: str, new: str, line: int, reason: str
) -> None:
    text = BO.replace(old, new)
    assert len(parse(text).records) == 1
    assert any(at == line and reason in said for at, said in listed(text)), listed(text)


def test_offices_of_nobody_and_nobody_s_offices_are_listed() -> None:
    nobody, none = "- offices:\n  - city: Here\n", "- id:\n    bioguide: X1\n  offices: []\n"
    assert listed(nobody + none + "- word\n" + OFFICES) == [
        (1, "offices of nobody: there is no `id`"),
        (3, "'X1' has no offices"),
        (6, "'word' is no record"),
    ]


def test_a_file_without_a_last_line_break_may_have_lost_something() -> None:
    assert listed(BO.rstrip("\n")) == [
        (12, "the file ends without a line break: if it was cut short, its last value is damaged")
    ]


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("", "the file is empty", None),
        (
            "legislators:\n" + indent(BO, "  "),
            "this is no list of records: a YAML list begins each of them with `- `",
            1,
        ),
        ("just words\n", "this is no list of records", 1),
        ("<html><body>Not found</body></html>\n", "it begins with `<`, as a web page does", None),
        ("[]\n", "nobody could be read", None),
        ("# a comment\n", "this is no list of records", 2),
        ("---\n", "this is no list of records", 2),
        ("- a\n- b\n", "nobody could be read: 'a' is no record", 1),
        (
            BO.replace("  terms:", "  words:"),
            "nobody could be read: 'Fox' has neither `terms` nor `offices`",
            1,
        ),
        (
            BO + "---\n" + ADA,
            "a second document begins here: the list should be all of the file",
            13,
        ),
        (BO.replace("name:", "name: ["), "this is no YAML", 5),
        (BO.replace("    first: Bo", "\tfirst: Bo"), "this is no YAML", 4),
    ],
)
def test_what_is_no_such_list_is_refused(text: str, message: str, line: int | None) -> None:
    said, at = refused(text)
    assert message in said
    assert at == line


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0",
        b"PK\3\4\xff\xfe",
        "- id: Jos\u00e9\n".encode("latin-1"),
        b"\xff\xfe-\0 \0a\0",
        b"\0\0\0",
        b"-" * 100_000,
    ],
)
def test_rubbish_is_refused(data: bytes) -> None:
    refused(data)


@pytest.mark.parametrize(
    "ending",
    [
        "    offi",
        "    'office",
        '    office: "7',
        "- id:\n    bioguide: X1\n",
        "- id:\n    bioguide: X1\n  name:\n    last: Roe\n",
    ],
)
def test_a_file_that_was_cut_short_is_refused(ending: str) -> None:
    said, line = refused(BO + ending)
    assert "cut short" in said
    assert line in (12, 13, 14)


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("- &a [x, x]\n- &b [*a, *a]\n", "a reference (`&` or `*`) stands here", 1),
        (BO.replace("Republican", "*party"), "a reference (`&` or `*`) stands here", 12),
        (
            BO.replace("Republican", "!!python/object/apply:os.system [id]"),
            "a type ('tag:yaml.org,2002:python/object/apply:os.system')",
            12,
        ),
        (BO.replace("Republican", "!!binary aGVsbG8="), "a type", 12),
        ("- " * 30 + "x\n", "it is too deep or too long", 1),
        ("[" * 5_000 + "\n", "it is too deep or too long", 1),
        ("- " + "{a: " * 30 + "\n", "it is too deep or too long", 1),
    ],
)
def test_what_yaml_can_do_besides_is_refused(text: str, message: str, line: int) -> None:
    said, at = refused(text)
    assert message in said
    assert at == line


def test_a_bomb_is_refused_at_once() -> None:
    bomb = "a0: &a0 [lol, lol, lol]\n" + "".join(
        f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 60)
    )
    began = time.process_time()
    refused("- " + indent(bomb, "  ").strip() + "\n")
    assert time.process_time() - began < 1


def test_a_list_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yamltext, "VALUES", 50)
    assert refused(BO * 10)[0] == "this is no list of members: it is too deep or too long"


def test_a_list_of_something_else_is_refused_before_all_of_it_is_read() -> None:
    said, line = refused("- {id: {bioguide: X1}, social: {twitter: x}}\n" * 5_000)
    assert (said, line) == (
        "1,000 records cannot be placed: this is no such list (the last: 'X1' has neither `terms` nor `offices`)",
        1_000,
    )


def test_each_chamber_is_loaded_from_the_same_list(load: Command) -> None:
    for part, chamber in (("senate", "nt-la"), ("house", "nsw-la")):
        said = load(ADA + BO, "--chamber", chamber, "--part", part, form="congress-legislators")
        assert (said.error, said.listed) == ("", [])
    assert list(
        Member.objects.order_by("pk").values_list("chamber__slug", "first_name", "last_name")
    ) == [
        ("nt-la", "Ada M.", "Quill Fox Jr."),
        ("nsw-la", "Bo", "Fox"),
    ]
