"""Rows of values that are not stored yet, as somebody types them into a form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from members import normalise
from members.models import Chamber, Electorate, Member, Party, Phone
from members.models.details import lines_of
from members.rows import reading
from members.rows.details import KINDS, AddressRow, DetailRow, EmailRow, LinkRow, PhoneRow
from members.rows.places import ChamberRow, ElectorateRow, PartyRow
from members.rows.rows import MemberRow, texts_of

_OWN = MemberRow._fields[: MemberRow._fields.index("identifiers")]
_PLACES = {"chamber": ChamberRow, "electorate": ElectorateRow, "party": PartyRow}
#: The columns of a detail that are not empty text if nothing is typed.
_EMPTY = {"pk": None, "postal": False, "verified_on": None, "medium": Phone.Medium.VOICE.value}


def member(given: Member, values: Mapping[str, Any], today: date) -> MemberRow:
    """Return a member, stored or not, as it would be on that day with these values.

    `values` maps columns to values: text ("" for none), a `date` or None, and the records of a
    chamber, an electorate or a party. A relation (`phones`) is mapped to all details of that kind,
    each a dict of its columns; those that it leaves out are empty. What `values` does not have is
    as it is stored, or as the unsaved record has it.

    Raises TypeError for a column that does not exist, and for a value that it cannot have.
    """
    own = {name: _place(value) for name, value in values.items() if name not in KINDS}
    _refuse_unknown(own, _OWN)
    for name, value in own.items():
        _refuse_wrong(name, value)
    row = _stored(given, own, today)
    details: dict[str, Any] = {
        relation: tuple(_details(row, kind, values[relation]))
        for relation, (_, kind) in KINDS.items()
        if relation in values
    }
    row = row._replace(**details)
    texts = texts_of(row, row.emails, row.phones, row.addresses, row.links)
    return row._replace(texts=texts)


def changed(detail: DetailRow, country: str, **columns: Any) -> DetailRow:
    """Return the detail with other values in these columns, and its plain form made anew.

    `country` is that of the member's chamber.
    """
    return normalised(detail._replace(**columns), country)


def normalised(detail: DetailRow, country: str) -> DetailRow:
    """Return the detail with its plain form, as it is computed when a detail is written."""
    match detail:
        case EmailRow():
            return detail._replace(normalised=normalise.email(detail.address))
        case PhoneRow():
            plain, line = normalise.phone(detail.number, country)
            return detail._replace(normalised=plain, line=line)
        case AddressRow():
            return detail._replace(normalised=normalise.text(" ".join(lines_of(detail))))
        case LinkRow():
            return detail._replace(normalised=normalise.link(detail.url, detail.kind))
    return detail


def _stored(given: Member, own: Mapping[str, Any], today: date) -> MemberRow:
    if given.pk is not None and (rows := reading.of_members([given.slug], today)):
        return rows[0]._replace(**own)
    columns = {name: _place(getattr(given, name)) for name in _OWN[1:] if name not in own}
    return MemberRow(**{"pk": 0, **columns, **own})


def _place(value: Any) -> Any:
    """Return the row of a chamber, an electorate or a party; any other value as it is."""
    match value:
        case Chamber():
            return ChamberRow.of(value)
        case Electorate():
            return ElectorateRow(value.pk, value.name, value.seats, _place(value.chamber))
        case Party():
            return PartyRow(value.pk, value.name, value.abbreviation)
    return value


def _details(
    member: MemberRow, kind: type[DetailRow], details: Iterable[Mapping[str, Any]]
) -> Iterator[DetailRow]:
    for columns in details:
        _refuse_unknown(columns, kind._fields)
        for name, value in columns.items():
            _refuse_wrong(name, value)
        given = {"member_id": member.pk, **_EMPTY, **columns}
        row = kind._make(given.get(name, "") for name in kind._fields)
        yield normalised(row, member.chamber.country)


def _refuse_unknown(columns: Iterable[str], known: Iterable[str]) -> None:
    if unknown := set(columns).difference(known):
        raise TypeError(f"There is no such column: {', '.join(sorted(unknown))}.")


def _refuse_wrong(name: str, value: Any) -> None:
    """Raise TypeError if that column cannot have a value of this type."""
    if name in _PLACES:
        right: tuple[type, ...] = (_PLACES[name], *([] if name == "chamber" else [type(None)]))
    elif name.endswith("_on"):
        right = (date, type(None))
    elif name == "postal":
        right = (bool,)
    elif name in ("pk", "version", "member_id"):
        right = (int, type(None))
    else:
        right = (str,)
    if not isinstance(value, right):
        raise TypeError(f"{name} cannot be {value!r}: it takes {right[0].__name__}.")
