"""The common parts of the lists of the Parliament of Australia, whose headers change over time."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from members.sources.records import AddressRecord, MemberRecord, Parsed, PhoneRecord, SourceError
from members.sources.text import Table, TableRow, quoted

#: A dict of a value to its possible headers; the first that a file has is used. Headers are
#: compared by their letters and digits.
COLUMNS: dict[str, tuple[str, ...]] = {
    "surname": ("Surname", "Family Name", "Last Name"),
    "first name": ("First Name", "Given Name"),
    "other names": ("Other Names", "Other Name", "Middle Names", "Middle Name"),
    "preferred name": ("Preferred Name",),
    "title": ("Title", "Courtesy Title"),
    "salutation": ("Salutation",),
    "honorific": ("Honorific",),
    "post-nominals": ("Post Nominals",),
    "party": ("Political Party", "Party"),
    "electorate": ("Electorate", "Electoral Division", "Division"),
    "state": ("State", "State/Territory"),
    "titles": ("Parliamentary Titles", "Parliamentary Title"),
    "ministerial titles": ("Ministerial Titles", "Ministerial Title"),
}
PHONES: dict[tuple[str, bool], tuple[str, ...]] = {
    ("parliamentary", False): ("Parliament House Telephone", "Parliament House Phone", "Telephone"),
    ("parliamentary", True): ("Parliament House Fax", "Fax"),
    ("electorate", False): (
        "Electorate Telephone",
        "Electorate Office Telephone",
        "Electorate Office Phone",
        "Electorate Phone",
    ),
    ("electorate", True): ("Electorate Fax", "Electorate Office Fax"),
    ("tollfree", False): ("Electorate Toll Free", "Electorate Office Toll Free", "Toll Free"),
}
PARTS: dict[str, tuple[str, ...]] = {
    "line1": ("Address Line 1", "Address"),
    "line2": ("Address Line 2",),
    "suburb": ("Suburb",),
    "state": ("State",),
    "postcode": ("PostCode",),
}
STREET, POSTAL = (
    ("Electorate", "Electorate Office"),
    ("Electorate Postal", "Electorate Office Postal", "Electorate Post"),
)

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


class AphColumns:
    """The position of each value in a row.

    `headers` is a dict of a value to its possible headers. Raises SourceError if a column in
    `needed` is missing or one in `headers` appears twice.
    """

    def __init__(
        self, table: Table, headers: Mapping[str, tuple[str, ...]], needed: Sequence[str] = ()
    ) -> None:
        plain = [_plain(name) for name in table.header]
        self._places: dict[str, int] = {}
        for what, names in headers.items():
            found = next((name for name in map(_plain, names) if name in plain), None)
            if found is None:
                if what in needed:
                    wanted = " or ".join(f"`{name}`" for name in names)
                    raise SourceError(
                        f"there is no column for the {what}: {wanted}", table.header_line
                    )
                continue
            place = self._places[what] = plain.index(found)
            if plain.count(found) > 1:
                raise SourceError(
                    f"column {quoted(table.header[place])} appears twice", table.header_line
                )

    def __contains__(self, what: str) -> bool:
        return what in self._places

    def as_given(self, cells: list[str], what: str) -> str:
        """Return the cell as it is; "" if there is no such column."""
        return cells[self._places[what]] if what in self._places else ""

    def value(self, cells: list[str], what: str) -> str:
        """Return the cell on one line, with white space tidied."""
        return " ".join(self.as_given(cells, what).split())


def with_readable_header(data: bytes) -> bytes:
    """Return the file with its header line repaired if it cannot be read.

    The parliament has published `""Surname"",""First Name""`.
    """
    line = re.match(rb"(?:\xef\xbb\xbf)?([^\r\n]*)", data)
    if line is None or line[1].count(b'"') % 2:
        return data
    try:
        list(csv.reader([line[1].decode("latin-1")], strict=True))
    except csv.Error:
        header = b",".join(b'"' + cell.strip(b'" \t') + b'"' for cell in line[1].split(b","))
        return data[: line.start(1)] + header + data[line.end(1) :]
    return data


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
    layout = _AphLayout(table, seat)
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


class _AphLayout:
    """The positions of the person, the numbers, and the parts of the street and postal address."""

    def __init__(self, table: Table, seat: str) -> None:
        self.person = AphColumns(table, COLUMNS, ("surname", "first name", seat))
        self.numbers = {key: AphColumns(table, {"number": names}) for key, names in PHONES.items()}
        self.street, self.postal = (
            AphColumns(table, _under(prefixes)) for prefixes in (STREET, POSTAL)
        )


def _member(row: TableRow, layout: _AphLayout, seat: str) -> MemberRecord:
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


def _addresses(cells: list[str], layout: _AphLayout) -> Iterator[AddressRecord]:
    for columns, postal in ((layout.street, False), (layout.postal, True)):
        parts = {part: columns.value(cells, part) for part in PARTS}
        if any(parts.values()):
            yield AddressRecord(kind="electorate", postal=postal, **parts)


def _plain(header: str) -> str:
    return "".join(filter(str.isalnum, header.lower()))


def _under(prefixes: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    return {
        part: tuple(f"{prefix} {name}" for name in names for prefix in prefixes)
        for part, names in PARTS.items()
    }


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
