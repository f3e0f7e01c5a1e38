"""The members in the lists of the Parliament of Australia, with their offices and states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from members.sources.aph_columns import COLUMNS, PARTS, AphLayout, with_readable_header
from members.sources.records import AddressRecord, MemberRecord, Parsed, PhoneRecord, SourceError
from members.sources.text import Table, TableRow, quoted

STATES = {
    "ACT": "Australian Capital Territory",
    "NSW": "New South Wales",
    "NT": "Northern Territory",
    "QLD": "Queensland",
    "SA": "South Australia",
    "TAS": "Tasmania",
    "VIC": "Victoria",
    "WA": "Western Australia",
}
#: Codes of presiding officers, which the lists give in the place of the party.
OFFICES = {
    "SPK": "Speaker",
    "DSPK": "Deputy Speaker",
    "PRES": "President",
    "DPRES": "Deputy President",
    "CWM": "Deputy Speaker",
}


class PartyAndRole(NamedTuple):
    """A member's party and role."""

    party: str
    role: str


def state(word: str) -> str:
    """Return the full name of a state or territory. Other words are returned as given."""
    return STATES.get(word.strip(" .").upper(), word)


def party_and_role(party: str, role: str) -> PartyAndRole:
    """Move an office given in the place of the party to the role, unless the role contains it."""
    office = OFFICES.get(party.upper())
    if office is None:
        return PartyAndRole(party, role)
    parts = re.split("[;,]", role)
    has_office = any(part.strip().lower().startswith(office.lower()) for part in parts)
    return PartyAndRole("", role if has_office else "; ".join(filter(None, (role, office))))


def roles(*cells: str) -> str:
    """Join the titles, each once. Lines are joined by `; `.

    A line that ends with a comma or `&` continues on the next line.
    """
    joined = ""
    for line in dict.fromkeys(
        " ".join(line.split()).rstrip("; ") for cell in cells for line in cell.splitlines()
    ):
        between = "" if not joined or not line else " " if joined.endswith((",", "&")) else "; "
        joined += between + line
    return joined


def read(data: bytes, seat: str) -> Parsed:
    """Read the members of the file.

    `seat` is the column with the electorate: `electorate` or `state`. Raises SourceError if the
    file is not such a list.
    """
    table = Table(with_readable_header(data))
    layout = AphLayout(table, seat)
    records = []
    for row in table:
        if layout.person.value(row.cells, "surname") or layout.person.value(
            row.cells, "first name"
        ):
            records.append(_member(row, layout, seat))
        else:
            table.leave_out(
                row.line, f"no name: {quoted('; '.join(filter(None, row.cells)))}", row.cells
            )
    ordered = sorted([*table.problems, *table.ending], key=lambda problem: problem.line)
    return Parsed(tuple(records), tuple(ordered), tuple(filter(None, table.header)))


def _member(row: TableRow, layout: AphLayout, seat: str) -> MemberRecord:
    cells = row.cells
    person = {what: layout.person.value(cells, what) for what in COLUMNS}
    if (
        seat == "state"
        and person["electorate"]
        and state(person["electorate"]) not in STATES.values()
    ):
        raise SourceError(
            f"Electorate: {quoted(person['electorate'])} is not a state or territory: "
            "this is not a list of senators",
            row.line,
        )
    titles = roles(
        *(layout.person.as_given(cells, what) for what in ("titles", "ministerial titles"))
    )
    party, role = party_and_role(person["party"], titles)
    honorific, post_nominals = _around(person, "post-nominals" in layout.person)
    numbers = ((key, columns.value(cells, "number")) for key, columns in layout.numbers.items())
    return MemberRecord(
        line=row.line,
        honorific=honorific,
        first_name=person["first name"],
        last_name=person["surname"],
        post_nominals=post_nominals,
        other_names=_other_names(person),
        role=role,
        electorate=person["electorate"] if seat == "electorate" else state(person["state"]),
        party=party,
        phones=tuple(PhoneRecord(number, kind, fax) for (kind, fax), number in numbers if number),
        addresses=tuple(_addresses(cells, layout)),
    )


def _addresses(cells: list[str], layout: AphLayout) -> Iterator[AddressRecord]:
    for columns, postal in ((layout.street, False), (layout.postal, True)):
        parts = {part: columns.value(cells, part) for part in PARTS}
        if any(parts.values()):
            yield AddressRecord(kind="electorate", postal=postal, **parts)


def _around(person: dict[str, str], has_post_nominals: bool) -> tuple[str, str]:
    """Return honorific and post-nominals.

    The column `Honorific` contains the post-nominals, unless there is a column for these.
    """
    before = [
        person["title"],
        person["honorific"] if has_post_nominals else "",
        person["salutation"],
    ]
    return next(filter(None, before), ""), person["post-nominals"] if has_post_nominals else person[
        "honorific"
    ]


def _other_names(person: dict[str, str]) -> tuple[str, ...]:
    """Return the person's other whole names.

    As `Ada Quill` and `Adelaide Jane Quill` if the name is `Adelaide Quill`.
    """
    first, last = person["first name"], person["surname"]
    given = [
        person["preferred name"],
        f"{first} {person['other names']}".strip() if person["other names"] else "",
    ]
    return tuple(
        dict.fromkeys(f"{name} {last}".strip() for name in given if name and name != first)
    )
