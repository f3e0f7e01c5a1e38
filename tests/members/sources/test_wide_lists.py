"""Lists of very many columns and members with very many details: read fast, or refused with place
and reason."""

from __future__ import annotations

from functools import partial

import pytest

from members import sources
from members.models import Address, Member, Phone
from members.sources import csv, limits, text
from members.sources.records import SourceError
from tests.members.conftest import Command
from tests.support import growth


def wide(columns: int, name: str = "phone") -> bytes:
    return f"chamber,name{f',{name}' * columns}\nnt-la,Ada Quill{',1' * columns}\n".encode()


@pytest.mark.parametrize("name", ["phone", "address:line1", "phone:%d"])
def test_columns_are_read_in_time_in_proportion_to_them(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text, "COLUMNS", 1_000_000)

    def header(columns: str) -> bytes:
        return wide(len(columns), name).replace(b"%d", b"x")

    def read(columns: str) -> object:
        return csv.parse(header(columns))

    assert growth.growth(read, partial(str.rjust, ""), 2_000) < growth.LIMIT


def test_a_header_of_more_columns_than_any_list_has_is_refused_with_its_line(
    command: Command,
) -> None:
    with open("wide.csv", "wb") as file:
        file.write(wide(8_000))
    said = command("importmembers", "csv", "wide.csv")
    assert said.error == "wide.csv:1: 8,002 columns, more than any list of members has (2,000)"


def test_empty_columns_at_the_end_do_not_count() -> None:
    parsed = sources.formats()["csv"](
        b"chamber,name" + b"," * 16_000 + b"\nnt-la,Ada Quill" + b"," * 16_000 + b"\n"
    )
    assert [record.name for record in parsed.records] == ["Ada Quill"]


@pytest.mark.parametrize("name", sources.formats())
def test_every_format_answers_8000_columns_at_once(name: str) -> None:
    with pytest.raises(SourceError):
        sources.formats()[name](wide(8_000))


def test_details_beyond_what_anybody_has_are_left_out_and_said() -> None:
    parsed = sources.formats()["csv"](wide(limits.DETAILS + 20))
    [record] = parsed.records
    assert len(record.phones) == limits.DETAILS
    assert [problem.reason for problem in parsed.problems] == [
        "phones: 120 of one member; all after the first 100 are left out"
    ]


def test_a_member_with_as_many_details_as_a_list_may_give_is_exported_and_imported_again(
    command: Command,
) -> None:
    sorts = {
        "id:x": "7",
        "email": "ada@example.org",
        "phone": "02 9977 6411",
        "link": "https://example.org",
    }
    sorts |= {f"address:{part}": "no" if part == "postal" else "1" for part in csv.PARTS[1:]}
    names, cells = (
        ",".join(f"{each}" for each in of for _ in range(limits.DETAILS))
        for of in (sorts, sorts.values())
    )
    with open("full.csv", "w") as file:
        file.write(f"chamber,slug,first_name,last_name,{names}\nnt-la,ada,Ada,Quill,{cells}\n")
    assert command("importmembers", "csv", "full.csv").error == ""
    first = command("exportmembers").out
    Member.objects.all().delete()
    with open("again.csv", "w", newline="") as file:
        file.write(first)
    said = command("importmembers", "csv", "again.csv")
    assert (said.error, said.listed) == ("", [])
    assert command("exportmembers").out == first
    assert Phone.objects.count() == Address.objects.count() == limits.DETAILS


def test_problems_beyond_ten_thousand_are_counted() -> None:
    rows = "nt-la,Ada Quill,never\n" * (limits.PROBLEMS + 5)
    parsed = sources.formats()["csv"](f"chamber,name,started_on\n{rows}".encode())
    assert len(parsed.problems) == limits.PROBLEMS + 1
    assert parsed.problems[-1].reason == "5 more problems are not listed"
