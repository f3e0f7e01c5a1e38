"""The fields in which a list differs from the directory for one member, and the edits that follow
the list. Values are compared by meaning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from rapidfuzz.fuzz import ratio

from issues.findings import allowed_values
from issues.findings.edits import change, create_row
from issues.findings.finding import Edit
from issues.official.official_list import OfficialList
from issues.official.person import Person
from issues.values.same.meaning import address_key, same_email, same_link, same_phone
from members.models import Address, Detail
from members.models.details import lines_of
from members.rows.details import (
    KINDS,
    AddressRow,
    DetailRow,
    EmailRow,
    LinkRow,
    PhoneRow,
    unsaved,
)
from members.rows.rows import MemberRow

#: A dict of word to the member's relation that holds its details.
RELATIONS = {"email": "emails", "phone": "phones", "address": "addresses", "link": "links"}
#: Kinds without a meaning: a value under one of these is not expected under another kind as well.
OF_NO_KIND = ("", "other")


@dataclass(frozen=True)
class ListDifference:
    """One value of a field that differs.

    - `observed`, `expected`: the value in the directory and the value in the list, as given
    - `compared`: both in the form in which they are compared
    - `edits`: the edits that write the list's value; empty if the directory would not take it
    """

    field: str
    observed: str
    expected: str
    compared: tuple[str, str]
    edits: tuple[Edit, ...]


@dataclass(frozen=True)
class ListedField:
    """A field as one list gives it for one member.

    - `values`: the list's values, as given
    - `key`: the same in the form in which they are compared, sorted
    - `confirmed`: the directory's values, as compared, that the list has as well
    - `changes`: the differences, each with its edits
    """

    field: str
    values: tuple[str, ...]
    key: tuple[str, ...]
    confirmed: frozenset[str]
    changes: tuple[ListDifference, ...]


def differing_field(
    field: str, value: str, stored: str, compared: tuple[str, str], *edits: Edit
) -> ListedField:
    """Return a list's value for one of the member's own columns that differs from the stored
    one."""
    return ListedField(
        field,
        (value,),
        compared[1:],
        frozenset(),
        (ListDifference(field, stored, value, compared, edits),),
    )


def agreeing_field(field: str, value: str, stored: str, listed: str) -> ListedField:
    """Return a list's value that agrees with the stored one; `stored` and `listed` are as
    compared."""
    return ListedField(field, (value,), (listed,), frozenset([stored]), ())


def listed_details(
    word: str, member: MemberRow, person: Person, listed: OfficialList
) -> Iterator[ListedField]:
    """Yield the fields that the list gives for this word: "phone" covers faxes, and every kind."""
    country = listed.chamber.country
    stored_fields = _by_field(getattr(member, RELATIONS[word]))
    kind = KINDS[RELATIONS[word]][1]
    given = _by_field(
        detail for detail in person.details if type(detail) is kind and str(detail).strip()
    )
    for field, values in given.items():
        rows = stored_fields.get(field, [])
        distinct = _distinct(values, country)
        new = [value for value in distinct if not any(_same(row, value, country) for row in rows)]
        new = [value for value in new if rows or not _is_elsewhere(value, stored_fields, country)]
        unlisted = [row for row in rows if not any(_same(row, value, country) for value in values)]
        yield ListedField(
            field,
            tuple(str(value) for value in distinct),
            tuple(sorted(_compared(value, country) for value in distinct)),
            frozenset(_compared(row, country) for row in rows if row not in unlisted),
            tuple(
                _difference(member, row, value, person, listed)
                for value, row in _paired(new, unlisted)
            ),
        )


def _by_field(details: Iterable[DetailRow]) -> dict[str, list[DetailRow]]:
    found: dict[str, list[DetailRow]] = defaultdict(list)
    for detail in details:
        found[detail.field].append(detail)
    return found


def _distinct(values: Iterable[DetailRow], country: str) -> list[DetailRow]:
    """Return each value once, by meaning."""
    found: list[DetailRow] = []
    for value in values:
        if not any(_same(other, value, country) for other in found):
            found.append(value)
    return found


def _is_elsewhere(
    value: DetailRow, stored_fields: dict[str, list[DetailRow]], country: str
) -> bool:
    """True if the member has the value under another kind, and one of the two kinds has no
    meaning."""
    medium = value.field.partition(":")[0]
    return any(
        _same(row, value, country)
        and (_kind_of(row) in OF_NO_KIND or _kind_of(value) in OF_NO_KIND)
        for field, rows in stored_fields.items()
        if field.partition(":")[0] == medium
        for row in rows
    )


def _paired(
    new: list[DetailRow], unlisted: list[DetailRow]
) -> Iterator[tuple[DetailRow, DetailRow | None]]:
    """Yield each new value with the old one that it most likely replaces: the most similar, street
    with street and box with box."""

    def likeness(pair: tuple[int, int]) -> tuple[bool, float]:
        value, row = new[pair[0]], unlisted[pair[1]]
        return getattr(value, "postal", False) == getattr(row, "postal", False), ratio(
            str(value), str(row)
        )

    pairs = sorted(
        ((v, r) for v in range(len(new)) for r in range(len(unlisted))), key=likeness, reverse=True
    )
    chosen: dict[int, int] = {}
    for v, r in pairs:
        if v not in chosen and r not in chosen.values():
            chosen[v] = r
    for v, value in enumerate(new):
        yield value, unlisted[chosen[v]] if v in chosen else None


def _difference(
    member: MemberRow,
    row: DetailRow | None,
    value: DetailRow,
    person: Person,
    listed: OfficialList,
) -> ListDifference:
    by: dict[str, Any] = {"verified_on": listed.copied_on, "verified_by": listed.slug}
    country = listed.chamber.country
    edits: tuple[Edit, ...] = ()
    if storable := storable_detail(value, person):
        values = {**_given(value), **by}
        edits = (change(row, **values) if row else create_row(storable, member_id=member.pk, **by),)
    compared = (_compared(row, country) if row else "", _compared(value, country))
    return ListDifference(value.field, str(row) if row else "", str(value), compared, edits)


def storable_detail(value: DetailRow, person: Person) -> Detail | None:
    """Return a detail of a row of a list as an unsaved record; None if the directory would not take
    it."""
    detail = unsaved(value, person.member)
    objection = allowed_values.objection(detail, allowed_values.JUDGES[type(detail)])
    is_blank = isinstance(detail, Address) and not detail.normalised
    return None if objection or is_blank else detail


def _given(value: DetailRow) -> dict[str, Any]:
    if isinstance(value, EmailRow):
        return {"address": value.address}
    if isinstance(value, PhoneRow):
        return {"number": value.number}
    if isinstance(value, LinkRow):
        return {"url": value.url}
    parts = ("text", "line1", "line2", "line3", "suburb", "state", "postcode", "postal")
    return {part: getattr(value, part) for part in parts}


def _kind_of(detail: DetailRow) -> str:
    return str(getattr(detail, "kind", ""))


def _same(row: DetailRow, value: DetailRow, country: str) -> bool:
    return str(row) == str(value) or _SAME[type(row)](row, value, country)


def _same_address(row: AddressRow, value: AddressRow, country: str) -> bool:
    return _address_key(row, country) == _address_key(value, country)


def _address_key(address: AddressRow, country: str) -> tuple[str, ...]:
    return address_key("\n".join(lines_of(address)), country)


def _compared(detail: DetailRow, country: str) -> str:
    if isinstance(detail, AddressRow):
        return " ".join(_address_key(detail, country))
    return str(getattr(detail, "normalised", "")) or str(detail).strip().casefold()


_SAME: dict[type[DetailRow], Callable[[Any, Any, str], bool]] = {
    EmailRow: lambda row, value, country: same_email(row.address, value.address),
    PhoneRow: lambda row, value, country: same_phone(
        row.normalised, row.number, value.normalised, value.number
    ),
    LinkRow: lambda row, value, country: same_link(row.url, value.url, value.kind),
    AddressRow: _same_address,
}
