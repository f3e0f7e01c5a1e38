"""The original site's import files: one row per member with up to three blocks of contact details.

A block is an address with phone, toll-free number and fax.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from members.sources.records import (
    AddressRecord,
    EmailRecord,
    IdentifierRecord,
    LinkRecord,
    MemberRecord,
    Parsed,
    PhoneRecord,
    Problem,
    SourceError,
)
from members.sources.text import Table, TableRow, quoted, unknown_column

PERSON = [
    "Id",
    "Title",
    "First Name",
    "Second Name",
    "Job",
    "Email",
    "Alternative Email",
    "Electorate",
    "Party",
    "Portfolios",
]
PERSON += ["Website", "Twitter"]
OPTIONAL = {"Alternative Email"}
SPELT_OTHERWISE = {"url": "website"}
BLOCK = [
    "Address Type",
    "Postal",
    "Address 1",
    "Address 2",
    "Suburb",
    "State",
    "Pcode",
    "Phone",
    "Tollfree",
    "Fax",
]
KINDS = {"1": "electorate", "2": "other", "3": "parliamentary", "4": "ministerial", "": "other"}
#: Cells of a further block, under empty headers: an address without numbers.
FURTHER = 7


def parse(data: bytes) -> Parsed:
    """Read the members of the file. They name no chamber.

    Raises SourceError if it is not such a file.
    """
    table = Table(data)
    layout = _YvihLayout(table.header, table.header_line)
    records = []
    problems = table.problems
    for row in table:
        cells = [cell.strip() for cell in row.cells]
        person = {name: cells[position] for name, position in layout.person.items()}
        if not person["first name"] and not person["second name"]:
            table.leave_out(
                row.line, f"no name: {quoted('; '.join(filter(None, cells)))}", row.cells
            )
            continue
        records.append(_member(TableRow(row.line, cells), person, layout, problems))
    return Parsed(
        tuple(records), tuple(sorted([*problems, *table.ending], key=lambda problem: problem.line))
    )


class _YvihLayout:
    """The positions of columns: the person's by name, the first of each block, and the first
    without a name."""

    def __init__(self, header: list[str], line: int) -> None:
        names = [SPELT_OTHERWISE.get(name.lower(), name.lower()) for name in header]
        self.named = max((i for i, name in enumerate(names, start=1) if name), default=0)
        block = [name.lower() for name in BLOCK]
        first = names.index(block[0]) if block[0] in names else self.named
        self.blocks = list(range(first, self.named, len(block)))
        known = {name.lower(): name for name in PERSON}
        for name, group in groupby(sorted(names[:first])):
            if name not in known:
                raise SourceError(unknown_column(name, PERSON), line)
            if len(list(group)) > 1:
                raise SourceError(f"column {known[name]!r} appears twice", line)
        self.person = {name: position for position, name in enumerate(names[:first])}
        for name in PERSON:
            if name not in OPTIONAL and name.lower() not in self.person:
                raise SourceError(
                    f"this is not a `yvih` file: the column {name!r} is missing", line
                )
        for start in self.blocks:
            for offset, name in enumerate(block):
                if (names[start + offset] if start + offset < self.named else "") != name:
                    raise SourceError(
                        f"column {start + offset + 1} should be {BLOCK[offset]!r}, "
                        "as in every block of an address",
                        line,
                    )


def _member(
    row: TableRow, person: dict[str, str], layout: _YvihLayout, problems: list[Problem]
) -> MemberRecord:
    roles = [person["job"], person["portfolios"]]
    blocks = [row.cells[start : start + len(BLOCK)] for start in layout.blocks]
    further, trailing = _further(row.cells[layout.named :])
    if further:
        blocks.append(further)
    addresses, phones = [], []
    for cells in blocks:
        address, numbers, problem = _block(cells)
        addresses += address
        phones += numbers
        problems += [Problem(row.line, reason) for reason in problem]
    return MemberRecord(
        line=row.line,
        honorific=person["title"],
        first_name=person["first name"],
        last_name=person["second name"],
        role="; ".join(
            filter(None, (re.sub(r"(?<![;\s])[;\s]++$", "", role) for role in [*roles, *trailing]))
        ),
        electorate=person["electorate"],
        party=person["party"],
        identifiers=(IdentifierRecord("yvih", person["id"]),) if person["id"] else (),
        emails=tuple(_emails(person)),
        phones=tuple(phones),
        addresses=tuple(addresses),
        links=tuple(
            LinkRecord(person[kind], kind) for kind in ("website", "twitter") if person[kind]
        ),
    )


def _emails(person: dict[str, str]) -> Iterator[EmailRecord]:
    if person["email"]:
        yield EmailRecord(person["email"])
    if person.get("alternative email"):
        yield EmailRecord(person["alternative email"], "other")


def _further(cells: list[str]) -> tuple[list[str], list[str]]:
    """Split the cells under empty headers into a further block and roles.

    They begin with a block, without numbers, if the first cell is a type of address.
    """
    if not cells or not cells[0] or cells[0] not in KINDS:
        return [], [cell for cell in cells if cell]
    block = [*cells, *[""] * FURTHER][:FURTHER]
    if block[5].isdecimal() and not block[6]:  # no state: the sixth cell is the postcode
        block[5:] = ["", block[5]]
    return block, [cell for cell in cells[FURTHER:] if cell]


def _block(cells: list[str]) -> tuple[list[AddressRecord], list[PhoneRecord], list[str]]:
    """Return the address and the numbers of a block, and what cannot be placed, as messages."""
    kind_cell, postal, line1, line2, suburb, state, postcode, phone, tollfree, fax = [
        *cells,
        *[""] * len(BLOCK),
    ][: len(BLOCK)]
    if not any(cells):
        return [], [], []
    problems = []
    kind = KINDS.get(kind_cell, "other")
    if kind_cell not in KINDS:
        problems.append(f"Address Type: {quoted(kind_cell)} is not one of 1 to 4; read as other")
    if postal not in ("", "0", "1"):
        problems.append(f"Postal: {quoted(postal)} is neither 0 nor 1")
    place = [line1, line2, suburb, state, postcode]
    numbers = [
        PhoneRecord(phone, kind),
        PhoneRecord(tollfree, "tollfree"),
        PhoneRecord(fax, kind, fax=True),
    ]
    phones = [number for number in numbers if number.number]
    if not any(place):
        if not phones:
            problems.append(
                f"an empty address: Address Type {quoted(kind_cell)}, Postal {quoted(postal)}"
            )
        elif postal == "1":
            problems.append("Postal: '1', but the address is empty")
        return [], phones, problems
    address = AddressRecord(
        kind=kind,
        line1=line1,
        line2=line2,
        suburb=suburb,
        state=state,
        postcode=postcode,
        postal=postal == "1",
    )
    return [address], phones, problems
