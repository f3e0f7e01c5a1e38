"""Columns of the lists of the Parliament of Australia, whose headers change over time."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence

from members.sources.records import SourceError
from members.sources.text import Table, quoted

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


class AphLayout:
    """The positions of the person, the numbers, and the parts of the street and postal address."""

    def __init__(self, table: Table, seat: str) -> None:
        self.person = AphColumns(table, COLUMNS, ("surname", "first name", seat))
        self.numbers = {key: AphColumns(table, {"number": names}) for key, names in PHONES.items()}
        self.street, self.postal = (
            AphColumns(table, _under(prefixes)) for prefixes in (STREET, POSTAL)
        )


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


def _plain(header: str) -> str:
    return "".join(filter(str.isalnum, header.lower()))


def _under(prefixes: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    return {
        part: tuple(f"{prefix} {name}" for name in names for prefix in prefixes)
        for part, names in PARTS.items()
    }
