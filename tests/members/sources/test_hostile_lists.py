"""Lists made to break their reader: each is refused with a message, or read without its unreadable
part."""

from __future__ import annotations

import sys

import pytest

from members import normalise
from members.sources import formats
from members.sources.limits import LONGEST
from members.sources.records import MemberRecord, SourceError

ALIASES = "\n".join(
    f"{after}: &{after} [{', '.join(['*' + before] * 9)}]"
    for before, after in zip("abcdefgh", "bcdefghi", strict=True)
)

HOSTILE = {
    "nothing": b"",
    "deep lists": b"[" * 200_000,
    "deep objects": b'{"a":' * 100_000,
    "deep lists of YAML": b"- " * 20_000 + b"x",
    "aliases that multiply": b"a: &a [x,x,x,x,x,x,x,x,x]\n" + ALIASES.encode(),
    "an object of Python": b"- !!python/object/apply:os.system ['exit 1']\n",
    "NUL": b"chamber,name\n\0,\0\n",
    "half a UTF-16": b"\xff\xfe" + b"\0\xd8" * 100,
    "no text": bytes(range(256)) * 100,
    "an unclosed quote": b'chamber,name\n"x',
    "a number of 100,000 digits": b'[{"id": ' + b"9" * 100_000 + b"}]",
    "no numbers": b"[1e999, NaN]",
    "half a character": b'[{"name":"\\ud800"}]',
    "a million columns": b"," * 1_000_000 + b"\nx\n",
    "a cell of 10 MB": b"chamber,name\nnt-la," + b"a" * 10_000_000 + b"\n",
    "a value of 10 MB": b'[{"name": "' + b"a" * 10_000_000 + b'"}]',
}


def answer(name: str, data: bytes) -> tuple[list[str], tuple[MemberRecord, ...]]:
    """Return the reported problems and the records."""
    try:
        parsed = formats()[name](data)
    except SourceError as error:
        return [str(error)], ()
    return [problem.reason for problem in parsed.problems], parsed.records


@pytest.mark.parametrize("name", formats())
@pytest.mark.parametrize("what", HOSTILE)
def test_no_list_breaks_what_reads_it(name: str, what: str) -> None:
    depth = sys.getrecursionlimit()
    said, records = answer(name, HOSTILE[what])
    assert all(len(reason) < 2000 for reason in said)
    assert not any(record.name for record in records)
    assert sys.getrecursionlimit() == depth


def test_a_value_that_is_too_long_is_left_out_and_said_and_the_rest_of_its_row_stays() -> None:
    long = "1" * (LONGEST + 1)
    data = f"chamber,name,role,email,phone,phone:other\nnt-la,Ada Quill,{long},ada@example.org,{long},{long[1:]}\n"
    parsed = formats()["csv"](data.encode())
    [record] = parsed.records
    assert (record.name, record.role, [email.address for email in record.emails]) == (
        "Ada Quill",
        "",
        ["ada@example.org"],
    )
    assert [(phone.kind, len(phone.number)) for phone in record.phones] == [("other", LONGEST)]
    assert [(problem.line, problem.reason[:8]) for problem in parsed.problems] == [
        (2, "role: '1"),
        (2, "phones: "),
    ]
    assert all(
        f"more than {LONGEST} characters; left out" in problem.reason for problem in parsed.problems
    )


@pytest.mark.parametrize(
    "number", ["1" * LONGEST, " " * LONGEST + "x", "(" * LONGEST, "1 ext. " * 500]
)
def test_what_is_too_long_for_a_number_is_none_at_once(number: str) -> None:
    assert normalise.phone(number, "AU") == ("", "")
