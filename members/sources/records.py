"""What every format of lists is read into. Plain values: no database, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class IdentifierRecord:
    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class EmailRecord:
    address: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class PhoneRecord:
    number: str
    kind: str = ""
    fax: bool = False


@dataclass(frozen=True, slots=True)
class AddressRecord:
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
    url: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class MemberRecord:
    """One row: a member as the file gives it. `line` is where the row begins. A whole `name` is not
    split here.

    `chamber` is a chamber's slug. A file that knows no chambers names the `body` instead, in words
    of its own: that is the chamber of that slug, where there is one. `other_names` are whole names
    by which the file gives the same person besides (`Tony Abbott` beside `Anthony John Abbott`):
    each is as right as the first.
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
    """What could not be placed, and why: a row, or a value of one. `row` is what stands in a row
    that was left out as a whole."""

    line: int
    reason: str
    row: str = ""


@dataclass(frozen=True, slots=True)
class Parsed:
    """`columns` are the headers of a table, in the file's own words; a file that is no table has
    none."""

    records: tuple[MemberRecord, ...]
    problems: tuple[Problem, ...]
    columns: tuple[str, ...] = ()


class SourceError(Exception):
    """A file that must be refused as a whole, and where it shows (`line` is None where no line is
    to blame)."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line
