"""OpenAustralia's lists of federal members.

They list those who sit now (`current_*.csv`) or all who ever sat (`representatives.csv`,
`senators.csv`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from members.sources.aph import OFFICES, party_and_role, state
from members.sources.aph_columns import AphColumns
from members.sources.records import IdentifierRecord, MemberRecord, Parsed, Problem, SourceError
from members.sources.text import Table, TableRow, quoted

COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("name",),
    "full name": ("full_name",),
    "chamber": ("chamber",),
    "person": ("person_id", "person count"),
    "parliament's id": ("aph_id",),
    "electorate": ("electorate", "Division"),
    "state": ("state", "State/Territory"),
    "party": ("party", "Most recent party"),
    "begin": ("elected", "Date of election"),
    "how": ("how", "Type of election"),
    "end": ("Date ceased to be a Member",),
    "reason": ("reason",),
}
BODIES = {"house of representatives": "representatives", "senate": "senate"}
SITS, NEW_PARTY = "still_in_office", "changed_party"


class DatedRecord(NamedTuple):
    """A member, and the day from which the row is valid."""

    record: MemberRecord
    since: date


def parse(data: bytes) -> Parsed:
    """Read the sitting members, one record per person.

    Raises SourceError if the file is not such a list.
    """
    table = Table(_without_comments(data))
    columns = AphColumns(table, COLUMNS, ("name", "electorate", "state"))
    if "chamber" not in columns and "end" not in columns:
        raise SourceError(
            "no column says who still sits: neither `chamber` nor `Date ceased to be a Member`",
            table.header_line,
        )
    problems: list[Problem] = []
    sitting = []
    for row in table:
        values = {what: columns.value(row.cells, what) for what in COLUMNS}
        if not values["name"]:
            table.leave_out(
                row.line, f"no name: {quoted('; '.join(filter(None, row.cells)))}", row.cells
            )
        elif values["end"] and values["reason"] == SITS:
            table.leave_out(
                row.line,
                f"ceased on {values['end']}, and is {SITS}: one of the two is wrong",
                row.cells,
            )
        elif not values["end"]:
            sitting.append(_sitting(row, values, problems))
    records = _once(sitting, problems)
    ordered = sorted([*table.problems, *problems, *table.ending], key=lambda problem: problem.line)
    return Parsed(records, tuple(ordered), tuple(filter(None, table.header)))


def _without_comments(data: bytes) -> bytes:
    """Return the file with each line that begins with `#` made blank, so that line numbers stay."""
    return re.sub(rb"(?m)^#[^\r\n]*", b"", data)


def _sitting(row: TableRow, values: dict[str, str], problems: list[Problem]) -> DatedRecord:
    begin = _date(row.line, values["begin"], problems)
    party, role = party_and_role(values["party"], "")
    of_states = BODIES.get(values["chamber"].lower()) == "senate" or not values["electorate"]
    identifiers = (
        IdentifierRecord("oaf", values["person"]),
        IdentifierRecord("aph", values["parliament's id"]),
    )
    record = MemberRecord(
        line=row.line,
        body=BODIES.get(values["chamber"].lower(), values["chamber"]),
        name=values["name"],
        other_names=(values["full name"],)
        if values["full name"] not in ("", values["name"])
        else (),
        role=role,
        electorate=state(values["electorate"] or values["state"])
        if of_states
        else values["electorate"],
        party=party,
        # A new row begins when a member changes party or becomes presiding officer.
        started_on=None if values["how"] == NEW_PARTY or values["party"] in OFFICES else begin,
        identifiers=tuple(identifier for identifier in identifiers if identifier.value),
    )
    return DatedRecord(record, begin or date.min)


def _date(line: int, value: str, problems: list[Problem]) -> date | None:
    if not value:
        return None
    try:
        if found := re.fullmatch(r"(\d\d?)\.(\d\d?)\.(\d{4})", value, re.ASCII):
            day, month, year = map(int, found.groups())
            return date(year, month, day)
    except ValueError:
        pass  # not a day of the calendar: reported below, as any other form
    problems.append(
        Problem(line, f"election: {quoted(value)} is not a date of the form D.M.YYYY; left blank")
    )
    return None


def _once(sitting: Iterable[DatedRecord], problems: list[Problem]) -> tuple[MemberRecord, ...]:
    """Return one record per person: of two rows, the one that is valid since the later day."""
    found: dict[tuple[str, ...], DatedRecord] = {}
    for later in sitting:
        record = later.record
        person = next(
            (identifier.value for identifier in record.identifiers if identifier.scheme == "oaf"),
            "",
        )
        key = (record.body, person or f"{record.name}, {record.electorate}")
        if (other := found.get(key)) is not None:
            later, earlier = (later, other) if later.since >= other.since else (other, later)
            reason = (
                f"{quoted(record.name)} is listed twice; "
                f"line {later.record.line} is used, which is valid since a later day"
            )
            problems.append(Problem(earlier.record.line, reason))
        found[key] = later
    return tuple(one.record for one in sorted(found.values(), key=lambda one: one.record.line))
