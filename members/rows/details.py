"""The rows of members' details."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db.models.options import Options

from members.models import Address, Detail, Email, Identifier, Link, Member, Phone
from members.models.details import field_of, lines_of


class IdentifierRow(NamedTuple):
    """An identifier of a member. `pk` is None if it is not stored."""

    pk: int | None
    member_id: int
    scheme: str
    value: str
    verified_on: date | None
    verified_by: str

    @property
    def _meta(self) -> Options[Identifier]:
        return Identifier._meta

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"

    @property
    def field(self) -> str:
        """Return the column of the CSV, `id:aph`."""
        return f"id:{self.scheme}"


class EmailRow(NamedTuple):
    """An e-mail address of a member. `pk` is None if it is not stored."""

    pk: int | None
    member_id: int
    kind: str
    address: str
    normalised: str
    verified_on: date | None
    verified_by: str

    @property
    def _meta(self) -> Options[Email]:
        return Email._meta

    def __str__(self) -> str:
        return self.address

    @property
    def field(self) -> str:
        """Return the column of the CSV, `email:other`."""
        return field_of("email", self.kind)


class PhoneRow(NamedTuple):
    """A telephone or fax number of a member. `pk` is None if it is not stored."""

    pk: int | None
    member_id: int
    kind: str
    medium: str
    number: str
    normalised: str
    line: str
    verified_on: date | None
    verified_by: str

    @property
    def _meta(self) -> Options[Phone]:
        return Phone._meta

    def __str__(self) -> str:
        return self.number

    @property
    def field(self) -> str:
        """Return the column of the CSV, `fax:electorate`."""
        return field_of("fax" if self.medium == Phone.Medium.FAX else "phone", self.kind)

    def get_medium_display(self) -> str:
        """Return "phone" or "fax"."""
        return _MEDIA.get(self.medium, self.medium)


class AddressRow(NamedTuple):
    """An address of a member. `pk` is None if it is not stored."""

    pk: int | None
    member_id: int
    kind: str
    text: str
    line1: str
    line2: str
    line3: str
    suburb: str
    state: str
    postcode: str
    postal: bool
    normalised: str
    verified_on: date | None
    verified_by: str

    @property
    def _meta(self) -> Options[Address]:
        return Address._meta

    def __str__(self) -> str:
        return self.text or ", ".join(lines_of(self))

    @property
    def field(self) -> str:
        """Return the column of the CSV, `address:electorate`."""
        return field_of("address", self.kind)


class LinkRow(NamedTuple):
    """A web page or social account of a member. `pk` is None if it is not stored."""

    pk: int | None
    member_id: int
    kind: str
    url: str
    normalised: str
    verified_on: date | None
    verified_by: str

    @property
    def _meta(self) -> Options[Link]:
        return Link._meta

    def __str__(self) -> str:
        return self.url

    @property
    def field(self) -> str:
        """Return the column of the CSV, `link:twitter`."""
        return field_of("link", self.kind)


#: Any detail.
DetailRow = IdentifierRow | EmailRow | PhoneRow | AddressRow | LinkRow

#: Each kind of detail by the member's relation, in the order in which a `MemberRow` has them: the
#: model and its row.
KINDS: dict[str, tuple[type[Detail], type[DetailRow]]] = {
    "identifiers": (Identifier, IdentifierRow),
    "emails": (Email, EmailRow),
    "phones": (Phone, PhoneRow),
    "addresses": (Address, AddressRow),
    "links": (Link, LinkRow),
}

_ROW_OF: dict[type[Detail], type[DetailRow]] = dict(KINDS.values())
_MODEL_OF: dict[type[DetailRow], type[Detail]] = {row: model for model, row in KINDS.values()}


def row_of(detail: Detail) -> DetailRow:
    """Return the row of a record, saved or not."""
    row = _ROW_OF[type(detail)]
    return row._make(getattr(detail, column) for column in row._fields)


def unsaved(row: DetailRow, member: Member) -> Detail:
    """Return an unsaved record of the member with the values of a row."""
    values = row._asdict()
    del values["pk"], values["member_id"]
    return _MODEL_OF[type(row)](member=member, **values)


_MEDIA = dict(Phone.Medium.choices)
