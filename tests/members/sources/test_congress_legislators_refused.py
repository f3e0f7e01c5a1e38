"""Lists of the United States Congress with faults, and malicious YAML."""

from __future__ import annotations

import time
from textwrap import indent

import pytest

from members.sources import congress_legislators, yamltext
from members.sources.records import SourceError
from tests.members.sources.congress_parts import ADA, BO, OFFICES, parse


def listed(text: str) -> list[tuple[int, str]]:
    return [(problem.line, problem.reason) for problem in parse(text).problems]


def refused(data: str | bytes) -> tuple[str, int | None]:
    with pytest.raises(SourceError) as error:
        congress_legislators.parse(data if isinstance(data, bytes) else data.encode())
    return str(error.value), error.value.line


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("  terms:", "  words:", 1, "'Bo Fox' has neither `terms` nor `offices`"),
        ("type: rep", "type: dog", 7, "the type 'dog' of the last term is not one of sen, rep"),
        ("type: rep", "type: [rep]", 7, "type: this is not text; left out"),
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
            "start: 'soon' is not a date of the form YYYY-MM-DD; started_on is left blank",
        ),
        ("start: '2023-01-03'", "start: 2023-02-30", 7, "start: '2023-02-30' is not a date"),
        (
            "    district: 0\n",
            "",
            7,
            "a seat in the house for AK without district; the electorate is left blank",
        ),
        ("    party: Republican\n", "    party: {a: b}\n", 7, "party: this is not text; left out"),
        (
            "    party: Republican\n",
            "    party: A\n    party: B\n",
            13,
            "'party' appears twice; the first is used",
        ),
        (
            "    party: Republican\n",
            '    party: "A\\0"\n',
            12,
            "has characters that are not valid; left out",
        ),
        (
            "    bioguide: F000002\n",
            "    ? [a]\n    : b\n",
            2,
            "a name is expected here; left out",
        ),
        (
            "  - type: rep\n",
            "  - rubbish\n  - type: rep\n",
            1,
            "terms: 'rubbish' is not a record; left out",
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
        (1, "offices without a person: there is no `id`"),
        (3, "'X1' has no offices"),
        (6, "'word' is not a record"),
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
            "this is not a list of records: a YAML list begins each of them with `- `",
            1,
        ),
        ("just words\n", "this is not a list of records", 1),
        ("<html><body>Not found</body></html>\n", "it begins with `<`, as a web page does", None),
        ("[]\n", "no record could be read", None),
        ("# a comment\n", "this is not a list of records", 2),
        ("---\n", "this is not a list of records", 2),
        ("- a\n- b\n", "no record could be read: 'a' is not a record", 1),
        (
            BO.replace("  terms:", "  words:"),
            "no record could be read: 'Fox' has neither `terms` nor `offices`",
            1,
        ),
        (
            BO + "---\n" + ADA,
            "a second document begins here: the list should be all of the file",
            13,
        ),
        (BO.replace("name:", "name: ["), "this is not YAML", 5),
        (BO.replace("    first: Bo", "\tfirst: Bo"), "this is not YAML", 4),
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
        ("- &a [x, x]\n- &b [*a, *a]\n", "a reference (`&` or `*`) is not allowed here", 1),
        (BO.replace("Republican", "*party"), "a reference (`&` or `*`) is not allowed here", 12),
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
    assert refused(BO * 10)[0] == "this is not a list of members: it is too deep or too long"


def test_a_list_of_something_else_is_refused_before_all_of_it_is_read() -> None:
    said, line = refused("- {id: {bioguide: X1}, social: {twitter: x}}\n" * 5_000)
    assert (said, line) == (
        "1,000 records cannot be placed: this is not a list of this format (the last: 'X1' has neither `terms` nor `offices`)",
        1_000,
    )
