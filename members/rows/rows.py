"""A member with everything that belongs to it, as tuples that cannot reach the database.

Columns and properties have the names that they have in the models, and `_meta` is the model's, so
that a fix is built from a row as from a record.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models.options import Options

from members.member_columns import Holds, columns_of
from members.models import Member
from members.rows.details import (
    AddressRow,
    DetailRow,
    EmailRow,
    IdentifierRow,
    LinkRow,
    PhoneRow,
)
from members.rows.places import ChamberRow, ElectorateRow, PartyRow


class MemberRow(NamedTuple):
    """A member with everything that belongs to it.

    The details of each kind are in stored order. Those of a member who has left are not read.
    `texts` are all names, roles and values of contact details in one text, each between two
    `SEPARATOR`s, so that a check can see at once that a member has nothing of what it seeks.
    """

    pk: int
    slug: str
    honorific: str
    first_name: str
    last_name: str
    post_nominals: str
    role: str
    started_on: date | None
    ended_on: date | None
    photo_url: str
    verified_on: date | None
    version: int
    chamber: ChamberRow
    electorate: ElectorateRow | None
    party: PartyRow | None
    identifiers: tuple[IdentifierRow, ...] = ()
    emails: tuple[EmailRow, ...] = ()
    phones: tuple[PhoneRow, ...] = ()
    addresses: tuple[AddressRow, ...] = ()
    links: tuple[LinkRow, ...] = ()
    texts: str = ""

    @property
    def _meta(self) -> Options[Member]:
        return Member._meta

    def __str__(self) -> str:
        return self.name or self.slug

    @property
    def name(self) -> str:
        """Return first and last name, as on the site and in JSON."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def chamber_id(self) -> int:
        """Return the key of the chamber."""
        return self.chamber.pk

    @property
    def electorate_id(self) -> int | None:
        """Return the key of the electorate; None without one."""
        return self.electorate.pk if self.electorate else None

    @property
    def party_id(self) -> int | None:
        """Return the key of the party; None without one."""
        return self.party.pk if self.party else None

    @property
    def details(self) -> tuple[DetailRow, ...]:
        """Return all details, by kind in the order of `members.models.DETAILS`."""
        return (*self.identifiers, *self.emails, *self.phones, *self.addresses, *self.links)

    def sits(self, today: date) -> bool:
        """True if the member sits on that day."""
        return self.ended_on is None or self.ended_on > today


#: The character that ends each text in `MemberRow.texts`, and begins the first. No text of
#: PostgreSQL contains it.
SEPARATOR = "\0"


def texts_of(
    own: Sequence[Any],
    emails: Iterable[EmailRow],
    phones: Iterable[PhoneRow],
    addresses: Iterable[AddressRow],
    links: Iterable[LinkRow],
) -> str:
    """Return the value of `texts` for a member with these columns, in the order of `MemberRow`, and
    these details."""
    texts = ["", *_own_texts(own)]
    texts += [email.address for email in emails]
    texts += [phone.number for phone in phones]
    for address in addresses:
        texts += address[_FIRST_PART : _LAST_PART + 1]
    texts += [link.url for link in links]
    texts.append("")
    return SEPARATOR.join(texts)


_OWN_TEXTS = (*columns_of(Holds.NAME), *columns_of(Holds.TEXT))
_own_texts = itemgetter(*map(MemberRow._fields.index, _OWN_TEXTS))
_FIRST_PART, _LAST_PART = map(AddressRow._fields.index, ("text", "postcode"))
