"""Bytes to rows: encodings, delimiters, and reasons to refuse a file."""

from __future__ import annotations

import random
import subprocess
import sys
from importlib import invalidate_caches
from pathlib import Path

import pytest

from members import sources
from members.sources import csv
from members.sources import text as delimited
from members.sources.records import Parsed, SourceError


def parse(text: str | bytes) -> Parsed:
    return csv.parse(text if isinstance(text, bytes) else text.encode())


def names(parsed: Parsed) -> list[str]:
    return [record.name for record in parsed.records]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_usual_ways_of_saving_a_list_are_all_read(
    encoding: str, delimiter: str, ending: str
) -> None:
    text = ending.join(["chamber,name,role", 'nt-la,Zoë M\u00fcller\u2019s,"a, b; c"', ""]).replace(
        ",", delimiter
    )
    record = parse(text.encode(encoding)).records[0]
    assert (record.chamber, record.name) == ("nt-la", "Zoë M\u00fcller\u2019s")


def test_a_delimiter_inside_a_quoted_header_does_not_count() -> None:
    assert names(parse('"chamber";"name";"link:a,b,c,d"\nnt-la;Ann Lee;x\n')) == ["Ann Lee"]


def test_lines_are_those_of_the_file_where_a_row_begins() -> None:
    parsed = parse('chamber,name,role\n\nx,Ann Lee,"one\ntwo\r\nthree"\n , ,\nx,Bo Lee,\n')
    assert [record.line for record in parsed.records] == [3, 7]
    assert parsed.problems == ()


@pytest.mark.parametrize("end", ["\n", "", "\n\n,,\n \n"])
def test_blank_rows_are_skipped_in_silence(end: str) -> None:
    assert names(parse(f"chamber,name,role\n\n , ,\nx,Ann Lee,{end}")) == ["Ann Lee"]


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        (b"", "is empty", None),
        (b" \r\n\n", "is empty", None),
        (b"\xef\xbb\xbf", "is empty", None),
        (b"chamber,name\n", "no rows", None),
        (b"chamber,name\n , \n", "no rows", None),
        (
            b"\xef\xbb\xbf\n <!doctype html>\n",
            "not CSV: it begins with `<`, as a web page does",
            None,
        ),
        (b'{"name": "Ann Lee"}', "as JSON does", None),
        (b'[{"name": "Ann Lee"}]\n', "as JSON does", None),
        (b"chamber,name\nx,Ann\0Lee\n", "not a text file", None),
        ("chamber,name\nx,Ann Lee\n".encode("utf-16"), "not a text file", None),
        (b"chamber,name\nx,Ann \x81\n", "not a text file", None),
        (b'chamber,name\nx,"Ann Lee\nx,Bo Lee\n', "never closed", 2),
        (b'chamber,name\nx,Ann Lee\n\nx,"Bo', "never closed", 4),
        (b'chamber,name\nx,"Ann "Lee"\n', "must be doubled", 2),
        (b"chamber,name,role\nx,Ann Lee,\nx,Bo L", "cut short", 3),
        (b'chamber,name\n"x\n', "never closed", 2),
        (b"chamber,role\nx,Minister\n", "no column for names", 1),
        (b"\nchamber,name,emial\nx,Ann Lee,\n", "the nearest known one is `email`", 2),
        (b"Chamber,name\nx,Ann Lee\n", "the nearest known one is `chamber`", 1),
        (
            b"chamber,name,zzzz\nx,Ann Lee,\n",
            "unknown column 'zzzz'; known are chamber, slug, .*; docs/csv.md has all columns",
            1,
        ),
        (b"chamber,name,role:minister\nx,Ann Lee,\n", "unknown column 'role:minister'", 1),
        (b"chamber,name,email:\nx,Ann Lee,\n", "unknown column 'email:'", 1),
        (b"chamber,name,id\nx,Ann Lee,\n", "needs a scheme", 1),
        (b"chamber,name,,email\nx,Ann Lee,,\n", "column 3 has no header", 1),
        (b"chamber,name,name\nx,Ann Lee,\n", "appears twice", 1),
        (b"chamber,name,phone:" + b"k" * 51 + b"\nx,Ann Lee,\n", "50 characters", 1),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused(
    text: bytes, message: str, line: int | None
) -> None:
    with pytest.raises(SourceError, match=message) as refused:
        parse(text)
    assert refused.value.line == line


def test_a_last_row_with_all_its_delimiters_is_not_cut_short() -> None:
    assert names(parse("chamber,name,role\nx,Ann Lee,\nx,Bo Lee,")) == ["Ann Lee", "Bo Lee"]


def test_a_row_that_does_not_fit_the_header_is_listed_and_the_rest_is_read() -> None:
    parsed = parse(
        "chamber,name,role\nx,Ann Lee\nx,Bo Lee,,left over\nx,Cy Lee,,,\n,,Minister\nx,Di Lee,\n"
    )
    assert names(parsed) == ["Cy Lee", "Di Lee"]
    assert [(problem.line, problem.reason) for problem in parsed.problems] == [
        (2, "the row has 2 cells, the header has 3"),
        (3, "cells beyond the last column: 'left over'"),
        (5, "no name: 'Minister'"),
    ]


@pytest.mark.parametrize(
    ("rubbish", "message"),
    [
        (b"a" * 3_000_000, "row does not end"),
        (b"ab," * 1_000_000, "row does not end"),
        (b'"\n",' * 1_000_000, "row does not end"),
        (b'"a,b\n' * 1_000_000, "quote"),
        (b'x,"' + b"a,b\n" * 1_000_000, "quote is not closed"),
        (b"lorem ipsum\n" * 300_000, "cannot be placed"),
        (b"x,\n" * 300_000, "no name"),
        (b"\n" * 2_500_000, "blank rows"),
        (random.Random(1).randbytes(3_000_000), "not a text file"),
    ],
)
@pytest.mark.parametrize("header", [b"", b"chamber,name\n"])
def test_rubbish_is_known_for_what_it_is_without_being_read_to_its_end(
    header: bytes, rubbish: bytes, message: str
) -> None:
    with pytest.raises(SourceError) as refused:
        parse(header + rubbish)
    if header:
        assert message in str(refused.value)


def test_a_file_with_more_rows_than_all_members_of_a_country_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(delimited, "ROWS", 3_000)
    assert len(parse(b"chamber,name\n" + b"x,y\n" * 3_000).records) == 3_000
    with pytest.raises(SourceError, match="more than 3,000 rows") as refused:
        parse(b"chamber,name\n" + b"x,y\n" * 3_001)
    assert refused.value.line == 3_002


def test_many_wrong_dates_do_not_make_a_list_rubbish() -> None:
    rows = "".join(f"x,Ann Lee {number},1/2/2020,3/4/2024\n" for number in range(1200))
    assert len(parse(f"chamber,name,started_on,ended_on\nx,short\n{rows}").records) == 1200


def test_formats_need_neither_django_nor_a_database() -> None:
    code = "import sys; from members.sources import formats; formats(); sys.exit('django' in sys.modules)"
    assert (
        subprocess.run(
            [sys.executable, "-c", code], cwd=Path(__file__).parents[3], check=False
        ).returncode
        == 0
    )


def test_a_format_is_added_by_adding_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert list(sources.formats()) == sorted(sources.formats())
    assert {"csv", "yvih"} <= set(sources.formats())
    assert "text" not in sources.formats()
    (tmp_path / "moon_senate.py").write_text("def parse(data):\n    return data\n")
    monkeypatch.setattr(sources, "__path__", [*sources.__path__, str(tmp_path)])
    invalidate_caches()
    try:
        assert "moon-senate" in sources.formats()
    finally:
        sys.modules.pop("members.sources.moon_senate", None)
        sources.__dict__.pop("moon_senate", None)
