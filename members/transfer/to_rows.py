"""Conversion of a record to unsaved rows: a member and its details. Needs no database."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from members import names
from members.member_columns import DATES, TEXTS
from members.models import Address, Chamber, Detail, Email, Identifier, Link, Member, Phone
from members.sources.records import (
    AddressRecord,
    EmailRecord,
    IdentifierRecord,
    LinkRecord,
    MemberRecord,
)
from members.sources.text import quoted


def member(record: MemberRecord, chamber: Chamber) -> tuple[Member, list[str]]:
    """Build the member of a record. Also returns what is left out of a whole name, as messages.

    A part of a whole name is left out if the record gives that part separately.
    """
    split = names.split(record.name) if record.name.strip() else names.NameParts()
    left_out = []
    given = {column: getattr(record, column) for column in (*TEXTS, *DATES)}
    for part, value in split._asdict().items():
        given[part] = given[part] or value
        if value and value != given[part]:
            left_out.append(
                f"name: {quoted(value)} is left out, because {part} is {quoted(given[part])}"
            )
    return Member(chamber=chamber, **given), left_out


def details(record: MemberRecord, member: Member) -> list[Detail]:
    """Build the member's details with their plain forms."""
    rows = list(_details(record, member))
    for row in rows:
        row.normalise()
    return rows


def _details(record: MemberRecord, member: Member) -> Iterator[Detail]:
    for identifier in record.identifiers:
        yield Identifier(member=member, **_values(identifier))
    for email in record.emails:
        yield Email(member=member, **_values(email))
    for phone in record.phones:
        yield Phone(
            member=member,
            kind=phone.kind,
            number=phone.number,
            medium=Phone.Medium.FAX if phone.fax else Phone.Medium.VOICE,
        )
    for address in record.addresses:
        yield Address(member=member, **_values(address))
    for link in record.links:
        yield Link(member=member, **_values(link))


def _values(record: IdentifierRecord | EmailRecord | AddressRecord | LinkRecord) -> dict[str, Any]:
    """Return a dict of the record's fields, which are named as the model's.

    dataclasses.asdict copies deeply and takes three times as long.
    """
    return {name: getattr(record, name) for name in record.__slots__}
