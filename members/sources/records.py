"""Plain records that every format of lists is read into. No database, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class IdentifierRecord:
    """An identifier. `scheme` names the list that it comes from, as in `aph`."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class EmailRecord:
    """An e-mail address as given."""

    address: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class PhoneRecord:
    """A telephone or fax number as given."""

    number: str
    kind: str = ""
    fax: bool = False


@dataclass(frozen=True, slots=True)
class AddressRecord:
    """An address as given: whole in `text`, or in parts."""

    kind: str = ""
    text: str = ""
    line1: str = ""
    line2: str = ""
    line3: str = ""
    suburb: str = ""
    state: str = ""
    postcode: str = ""
    postal: bool = False


@dataclass(frozen=True, slots=True)
class LinkRecord:
    """A web page or social account as given."""

    url: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class MemberRecord:
    """A member as the file gives it. `line` is the line on which the row begins.

    A whole `name` is not split here. `chamber` is a chamber's slug. A file without slugs names the
    `body` instead, in its own word: it is the chamber with that slug, if one exists. `other_names`
    are further whole names of the same person in the file (`Tony Abbott` beside `Anthony John
    Abbott`). Each is as right as the first.
    """

    line: int
    chamber: str = ""
    body: str = ""
    slug: str = ""
    name: str = ""
    honorific: str = ""
    first_name: str = ""
    last_name: str = ""
    post_nominals: str = ""
    role: str = ""
    electorate: str = ""
    party: str = ""
    started_on: date | None = None
    ended_on: date | None = None
    photo_url: str = ""
    verified_on: date | None = None
    identifiers: tuple[IdentifierRecord, ...] = ()
    emails: tuple[EmailRecord, ...] = ()
    phones: tuple[PhoneRecord, ...] = ()
    addresses: tuple[AddressRecord, ...] = ()
    links: tuple[LinkRecord, ...] = ()
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """A row or value that could not be placed, and why.

    `row` is the content of a row that was left out as a whole.
    """

    line: int
    reason: str
    row: str = ""


@dataclass(frozen=True, slots=True)
class Parsed:
    """The result of reading a file.

    `columns` are the headers of a table, in the file's own words; empty for other formats.
    """

    records: tuple[MemberRecord, ...]
    problems: tuple[Problem, ...]
    columns: tuple[str, ...] = ()


class SourceError(Exception):
    """Raised if a file must be refused as a whole.

    `line` is the line with the error; None if it is not in a certain line.
    """

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line
