"""One read of each table: the members of whole chambers, or single ones, with all that belongs to
them.

Read with Django's own connection, so it sees what the caller has just written. Chambers are read in
groups of some thousand members, which bounds what is in memory at a time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, repeat
from operator import attrgetter, itemgetter
from typing import Any, NoReturn

from django.db import connection
from django.db.models import Count, QuerySet

from members.models import Chamber, Member
from members.models.querysets import Among
from members.rows.details import KINDS, DetailRow
from members.rows.places import ChamberRow, ElectorateRow, PartyRow
from members.rows.rows import MemberRow, texts_of

#: Chambers are read together until they have so many members.
AT_ONCE = 2000

_MEMBER = MemberRow._fields[: MemberRow._fields.index("chamber")]
_until = itemgetter(0, _MEMBER.index("ended_on"))
_ELECTORATE = ("electorate", "electorate__name", "electorate__seats", "electorate__chamber")
_PARTY = ("party", "party__name", "party__abbreviation")

#: The details of one kind, by the member's key.
_OfKind = dict[int, tuple[Any, ...]]


@dataclass(frozen=True)
class ChamberMembers:
    """One chamber with its members in stored order: those `sitting` on the day of reading, with
    their details, and the `former` ones without."""

    chamber: ChamberRow
    sitting: Sequence[MemberRow]
    former: Sequence[MemberRow]


class Unreadable:
    """A substitute for rows that could not be read. Looking at it raises the error.

    So a damaged table breaks the checks that look at it, and no others.
    """

    def __init__(self, error: Exception) -> None:
        self._error = error

    def get(self, key: int, default: object) -> Unreadable:
        """Return the same for every member."""
        return self

    def __iter__(self) -> NoReturn:
        raise self._error

    def __contains__(self, what: object) -> NoReturn:
        raise self._error

    def __len__(self) -> NoReturn:
        raise self._error

    def __getattr__(self, name: str) -> NoReturn:
        raise self._error


def by_chamber(today: date, slugs: Collection[str] = ()) -> Iterator[ChamberMembers]:
    """Yield every chamber that has members, in stored order; with `slugs`, only those chambers."""
    sizes = Member.objects.order_by("chamber").values_list("chamber").annotate(Count("pk"))
    if slugs:
        sizes = sizes.filter(chamber__slug__in=slugs)
    chambers = _chambers(Chamber.objects.all())
    for keys in _together(dict(sizes)):
        members = Member.objects.filter(chamber__in=keys).order_by("chamber", "pk")
        rows = _rows(members, chambers, today)
        for chamber, group in groupby(rows, key=attrgetter("chamber")):
            yield _chamber(chamber, group, today)


def of_chamber(chamber: Chamber, today: date) -> ChamberMembers:
    """Return one chamber with its members."""
    row = ChamberRow.of(chamber)
    members = Member.objects.filter(chamber=chamber.pk).order_by("pk")
    return _chamber(row, _rows(members, {row.pk: row}, today), today)


def of_members(slugs: Collection[str], today: date) -> list[MemberRow]:
    """Return the members with these slugs in stored order. As in a whole chamber, those who sit on
    that day have their details."""
    members = Member.objects.filter(slug__in=slugs)
    places = members.values_list("chamber", "electorate__chamber")
    keys = {key for pair in places for key in pair if key is not None}
    if not keys:
        return []
    chambers = _chambers(Chamber.objects.filter(pk__in=keys))
    return list(_rows(members.order_by("pk"), chambers, today))


def _chamber(chamber: ChamberRow, members: Iterable[MemberRow], today: date) -> ChamberMembers:
    found = list(members)
    return ChamberMembers(
        chamber,
        [row for row in found if row.sits(today)],
        [row for row in found if not row.sits(today)],
    )


def _together(sizes: Mapping[int, int]) -> Iterator[list[int]]:
    """Yield the keys of chambers to read at once."""
    keys: list[int] = []
    count = 0
    for key, size in sizes.items():
        keys.append(key)
        count += size
        if count >= AT_ONCE:
            yield keys
            keys, count = [], 0
    if keys:
        yield keys


def _chambers(chambers: QuerySet[Chamber]) -> dict[int, ChamberRow]:
    return {row[0]: ChamberRow._make(row) for row in _fetched(chambers, ChamberRow._fields)}


def _details(keys: Sequence[int]) -> list[_OfKind | Unreadable]:
    """Return the details of the members with these keys, and perhaps of others whose keys lie
    between them: for each kind, a dict of member key to rows. The keys must ascend."""
    if keys and keys[-1] - keys[0] < 2 * len(keys):
        try:
            return [
                _by_member(row, _fetch(_BETWEEN[model], (keys[0], keys[-1])))
                for model, row in KINDS.values()
            ]
        except Exception:  # perhaps about others
            if not connection.is_usable():
                raise
    found: list[_OfKind | Unreadable] = []
    for model, row in KINDS.values():
        details = model._default_manager.filter(member_id__in=Among(keys))
        try:
            found.append(
                _by_member(row, _fetched(details.order_by("member_id", "pk"), row._fields))
            )
        except Exception as error:  # SQLite may hold a date like 2026-02-30, which Python refuses
            if not connection.is_usable():
                raise
            found.append(Unreadable(error))
    return found


def _by_member(row: type[DetailRow], details: Iterable[Any]) -> _OfKind:
    # As `row._make` does, without counting the columns of each of a million rows.
    rows = map(tuple.__new__, repeat(row), details)
    return {key: tuple(group) for key, group in groupby(rows, key=itemgetter(1))}


#: The statement for each kind of detail that reads those of members whose keys are in a range.
_BETWEEN = {
    model: f'SELECT {", ".join(("id", *row._fields[1:]))} FROM "{model._meta.db_table}"'
    " WHERE member_id BETWEEN %s AND %s ORDER BY member_id, id"
    for model, row in KINDS.values()
}


def _rows(
    members: QuerySet[Member], chambers: dict[int, ChamberRow], today: date
) -> Iterator[MemberRow]:
    """Yield these members, with the details of those who sit on that day."""
    # Members first: a version that is older than the details shows that they changed meanwhile, and
    # one that is newer would hide it.
    rows = _fetched(members, (*_MEMBER, "chamber", *_ELECTORATE, *_PARTY))
    sitting = {key for key, ended in map(_until, rows) if ended is None or ended > today}
    details = _details(sorted(sitting))
    # Identifiers are not among the texts.
    broken = next((each for each in details[1:] if isinstance(each, Unreadable)), None)
    electorates: dict[int | None, ElectorateRow | None] = {None: None}
    parties: dict[int | None, PartyRow | None] = {None: None}
    own = len(_MEMBER)
    for row in rows:
        chamber, electorate, name, seats, of, party, *named = row[own:]
        if of is not None and of not in chambers:  # it was made a moment ago
            chambers |= _chambers(Chamber.objects.filter(pk=of))
        if electorate not in electorates:
            electorates[electorate] = ElectorateRow(electorate, name, seats, chambers[of])
        if party not in parties:
            parties[party] = PartyRow(party, *named)
        key = row[0]
        of_member = [of_kind.get(key, ()) if key in sitting else () for of_kind in details]
        yield MemberRow._make(
            (
                *row[:own],
                chambers[chamber],
                electorates[electorate],
                parties[party],
                *of_member,
                texts_of(row, *of_member[1:]) if broken is None else broken,
            )
        )


def _fetched(rows: QuerySet[Any], columns: Sequence[str]) -> list[Any]:
    """Return these columns of the rows by a plain cursor."""
    return _fetch(*rows.values_list(*columns).query.sql_with_params())


def _fetch(statement: str, parameters: Sequence[Any]) -> list[Any]:
    """Return the rows of a statement by a plain cursor.

    The drivers return text, dates and truth values as Python has them, so the converters that
    Django would apply to each value change nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())
