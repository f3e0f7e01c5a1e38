"""The members in the copy in force, kept beside it as they were read: each record, and the details
that it makes in their plain forms.

They are worth nothing by themselves. Whoever does not find them reads the copy. They carry the
version of the code and the settings of the source that they were made with, and a redaction deletes
them all.
"""

from __future__ import annotations

import json
import logging
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from members import own_code
from members.lists.contents import Contents
from members.models import Chamber, Snapshot, SnapshotRows, Source
from members.rows.details import KINDS, DetailRow, row_of
from members.sources.records import (
    AddressRecord,
    EmailRecord,
    IdentifierRecord,
    LinkRecord,
    MemberRecord,
    PhoneRecord,
)
from members.transfer import to_rows

logger = logging.getLogger(__name__)

#: A member of a list: the record, and the details in their plain forms.
ListedMember = tuple[MemberRecord, tuple[DetailRow, ...]]

_RECORDS: dict[str, type[Any]] = {
    "identifiers": IdentifierRecord,
    "emails": EmailRecord,
    "phones": PhoneRecord,
    "addresses": AddressRecord,
    "links": LinkRecord,
}
_DAYS = ("started_on", "ended_on", "verified_on")
_COLUMNS = [each.name for each in fields(MemberRecord)]
#: The first columns of a detail: its key and its member's, which no row of a list has.
_KEYS = (None, None)


@dataclass(frozen=True)
class ListedMembers:
    """The members of a list. `unplaced` are the texts of the rows that could not be placed."""

    members: tuple[ListedMember, ...]
    unplaced: tuple[str, ...]


def settings_of(source: Source) -> str:
    """Return everything of a source that decides how its copies are read, as JSON."""
    chamber = source.chamber
    return json.dumps(
        [
            source.format,
            source.part,
            source.mapping,
            source.vocabulary,
            chamber.slug,
            chamber.country,
        ],
        sort_keys=True,
    )


def listed_members(contents: Contents, chamber: Chamber) -> ListedMembers:
    """Return the members in a copy, with the details that they would have in that chamber."""
    return ListedMembers(
        tuple((record, _details(record, chamber)) for record in contents.records),
        tuple(problem.row for problem in contents.problems if problem.row),
    )


def packed(snapshot: Snapshot, contents: Contents) -> bytes:
    """Return the members in a copy as they are kept. It takes long: call it before a transaction
    begins."""
    return _packed(listed_members(contents, snapshot.source.chamber))


def keep(snapshot: Snapshot, content: bytes) -> None:
    """Keep what `packed` returned of a copy that is in force, in place of what is kept of the
    source's other copies."""
    others = SnapshotRows.objects.filter(snapshot__source=snapshot.source)
    others.exclude(snapshot=snapshot).delete()
    SnapshotRows.objects.update_or_create(
        snapshot=snapshot, defaults={"key": _key(snapshot), "content": content}
    )


def read(snapshot: Snapshot) -> ListedMembers | None:
    """Return the members of a copy; None if they are not kept, were read in another way, or are
    damaged. Damaged ones are deleted."""
    kept = SnapshotRows.objects.filter(snapshot=snapshot, key=_key(snapshot)).first()
    if kept is None:
        return None
    try:
        return _unpacked(bytes(kept.content))
    except (zlib.error, TypeError, ValueError, LookupError, RecursionError):
        logger.exception("The rows of copy %s are damaged; it is read again", snapshot.pk)
        kept.delete()
        return None


def forget_others(in_force: Iterable[int]) -> None:
    """Delete what is kept of copies with other keys than these."""
    kept = set(SnapshotRows.objects.values_list("pk", flat=True))
    if others := kept.difference(in_force):
        SnapshotRows.objects.filter(pk__in=others).delete()


def missing(snapshots: Iterable[Snapshot]) -> list[Snapshot]:
    """Return those of the copies whose members are not kept, or were read in another way."""
    keys = dict(SnapshotRows.objects.values_list("snapshot", "key"))
    return [each for each in snapshots if keys.get(each.pk) != _key(each)]


def are_kept(snapshot: int, checksum: str, settings: str) -> bool:
    """True if the members of the copy with this key and checksum are kept, as read with these
    settings."""
    key = _key_of(checksum, settings)
    return SnapshotRows.objects.filter(snapshot=snapshot, key=key).exists()


def _key(snapshot: Snapshot) -> str:
    return _key_of(snapshot.checksum, settings_of(snapshot.source))


def _key_of(checksum: str, settings: str) -> str:
    parts = (checksum, settings, own_code.digest())
    return sha256(json.dumps(parts).encode()).hexdigest()


def _details(record: MemberRecord, chamber: Chamber) -> tuple[DetailRow, ...]:
    member, _ = to_rows.member(record, chamber)
    return tuple(map(row_of, to_rows.details(record, member)))


def _packed(listed: ListedMembers) -> bytes:
    members = [
        [
            _plain(record),
            [[d[len(_KEYS) :] for d in details if type(d) is row] for _, row in KINDS.values()],
        ]
        for record, details in listed.members
    ]
    return zlib.compress(json.dumps([members, listed.unplaced], default=date.isoformat).encode())


def _unpacked(content: bytes) -> ListedMembers:
    members, unplaced = json.loads(zlib.decompress(content))
    return ListedMembers(
        tuple((_record(record), tuple(_rows(kinds))) for record, kinds in members),
        tuple(unplaced),
    )


def _plain(value: Any) -> Any:
    """Return a record as a list of its values, in the order of its columns."""
    if is_dataclass(value):
        return [_plain(getattr(value, each.name)) for each in fields(value)]
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def _record(values: list[Any]) -> MemberRecord:
    given = dict(zip(_COLUMNS, values, strict=True))
    for column, record in _RECORDS.items():
        given[column] = tuple(record(*each) for each in given[column])
    for column in _DAYS:
        given[column] = given[column] and date.fromisoformat(given[column])
    given["other_names"] = tuple(given["other_names"])
    return MemberRecord(**given)


def _rows(kinds: list[list[list[Any]]]) -> Iterable[DetailRow]:
    for (_, row), details in zip(KINDS.values(), kinds, strict=True):
        for values in details:
            yield row._make((*_KEYS, *values))
