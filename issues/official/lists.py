"""The copies of official lists that are in force, and what they say."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Collection, Iterator
from functools import lru_cache

from django.db import DatabaseError, connection, transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from issues.findings.scope import Scope
from issues.models import Redaction
from issues.official.official_list import OfficialList
from issues.official.person import Person, person_of
from members import normalise
from members.lists import kept_rows, snapshots
from members.lists.contents import read_copy
from members.lists.kept_rows import ListedMembers
from members.models import Member, Snapshot, Source
from members.models.querysets import AmongTexts
from members.sources.records import SourceError

logger = logging.getLogger(__name__)

#: Everything that decides what a copy says: its key, its checksum, the source's settings and the
#: newest redaction.
CopyKey = tuple[int, str, str, str]

#: The number of lists that a process keeps parsed. The keys of the last ones are kept as well, so
#: that `are_at_hand` can see which they are.
KEPT = 32
#: The number of lists of which a process remembers why they could not be read.
REMEMBERED = 20_000
_read_keys: deque[CopyKey] = deque(maxlen=KEPT)
#: Why each copy could not be read; "" if it could.
_verdicts: dict[CopyKey, str] = {}


def in_force(scope: Scope | None = None, without: Collection[str] = ()) -> Iterator[OfficialList]:
    """Yield the copies in force of all enabled sources, by chamber and slug; with a scope, only
    those for its chambers, and none for the chambers whose slugs are in `without`.

    Copies that cannot be read are left out, as the check `source-rejected` reports them.
    """
    redaction = Redaction.newest()
    for snapshot in _newest(scope).exclude(source__chamber__slug__in=AmongTexts(without)):
        try:
            people, former, unplaced = _people(*key_of(snapshot, snapshot.source, redaction))
        except SourceError:
            logger.warning(
                "The copy %s of %s cannot be read any more", snapshot.pk, snapshot.source.slug
            )
            continue
        yield OfficialList(snapshot.source, snapshot, people, former, unplaced)


def why_unreadable(key: CopyKey) -> str:
    """Return why a copy cannot be parsed; "" if it can be. A copy that was read once is not read
    again for that."""
    if key in _verdicts:
        return _verdicts[key]
    if kept_rows.are_kept(*key[:3]):
        return ""
    try:
        _people(*key)
    except SourceError as error:
        return str(error)
    return ""


def copies(scope: Scope) -> Iterator[tuple[Snapshot, CopyKey]]:
    """Yield the copies in force that checks are about to look at, whether they can be parsed or
    not: for single members, those of their chambers, otherwise all."""
    redaction = Redaction.newest()
    for snapshot in _newest(scope if scope.only else None):
        yield snapshot, key_of(snapshot, snapshot.source, redaction)


def keep_rows(scope: Scope | None = None) -> None:
    """Read the copies in force that were not read yet by this program with their source's settings,
    and keep their rows; with a scope, only those for its chambers.

    No error ends it. What cannot be read or kept is logged, and read once more by the checks.
    """
    try:
        for copy in kept_rows.missing(_newest(scope)):
            _keep(copy)
        kept_rows.forget_others(_newest().values_list("pk", flat=True))
    except DatabaseError:
        logger.exception("The rows of lists could not be kept")
        if not connection.is_usable():
            connection.close()


def _keep(copy: Snapshot) -> None:
    read = Snapshot.objects.select_related("source__chamber").filter(pk=copy.pk).first()
    if read is None:
        return
    try:
        rows = kept_rows.packed(read, read_copy(read))
    except DatabaseError:
        raise
    except SourceError as error:
        logger.warning("Copy %s of %s cannot be read: %s", copy.pk, copy.source.slug, error)
    except Exception:  # a mistake in a format: the checks of lists break by it
        logger.exception("Copy %s of %s cannot be read", copy.pk, copy.source.slug)
    else:
        with transaction.atomic():
            now = Snapshot.objects.select_for_update().filter(pk=copy.pk).first()
            # A redaction changes the copy, and deletes what is kept when it has done so.
            if now and bytes(now.content) == bytes(read.content):
                kept_rows.keep(read, rows)


def are_at_hand() -> bool:
    """True if the lists in force are parsed already, or are small enough to be parsed quickly.

    While somebody is waiting, members are compared with lists only if this is true.
    """
    redaction = Redaction.newest()
    return not snapshots.is_large(
        copy for copy in _newest() if key_of(copy, copy.source, redaction) not in _read_keys
    )


def key_of(snapshot: Snapshot, source: Source, redaction: str) -> CopyKey:
    """Return the key of a source's copy. `redaction` is the newest redaction."""
    return snapshot.pk, snapshot.checksum, kept_rows.settings_of(source), redaction


def _newest(scope: Scope | None = None) -> QuerySet[Snapshot]:
    copies = Snapshot.objects.filter(source__enabled=True, verdict=Snapshot.Verdict.ACCEPTED)
    if scope and scope.chambers:
        copies = copies.filter(source__chamber__slug__in=scope.chambers)
    if scope and scope.only:
        members = Member.objects.filter(slug__in=scope.only)
        copies = copies.filter(source__chamber__in=members.values("chamber"))
    newest = copies.order_by().values("source").annotate(newest=Max("pk")).values("newest")
    return (
        Snapshot.objects.filter(pk__in=newest)
        .defer("content", "problems")
        .select_related("source__chamber")
        .order_by("source__chamber__slug", "source__slug")
    )


@lru_cache(maxsize=KEPT)
def _people(
    snapshot: int, checksum: str, settings: str, redaction: str
) -> tuple[tuple[Person, ...], tuple[Person, ...], str]:
    """Parse a copy into people who sit, people who have left, and the text of its unplaced rows.

    Cached by all that can change the result: the copy, the source's settings and the last
    redaction.
    """
    key = snapshot, checksum, settings, redaction
    copies = Snapshot.objects.select_related("source__chamber").defer("content")
    copy = copies.filter(pk=snapshot).first()
    if copy is None:
        raise SourceError("the copy was deleted")
    if len(_verdicts) >= REMEMBERED:
        _verdicts.clear()
    try:
        listed = kept_rows.read(copy) or _read(copy)
    except SourceError as error:
        _verdicts[key] = str(error)
        raise
    _verdicts[key] = ""
    unplaced = normalise.text(" ".join(listed.unplaced))
    day = timezone.localdate(copy.taken_at)
    _read_keys.append(key)
    people: tuple[list[Person], list[Person]] = [], []
    for record, details in listed.members:
        person = person_of(record, details, copy.source.chamber)
        people[record.ended_on is not None and record.ended_on <= day].append(person)
    return tuple(people[0]), tuple(people[1]), unplaced


def _read(copy: Snapshot) -> ListedMembers:
    contents = read_copy(copy)
    return kept_rows.listed_members(contents, copy.source.chamber)
