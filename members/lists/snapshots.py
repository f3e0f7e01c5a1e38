"""Copies of official lists: storing and judging them."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from members.lists import kept_rows, snapshot_checks
from members.lists.contents import Contents, read_copy, read_list
from members.models import Snapshot, Source
from members.sources.records import SourceError

if TYPE_CHECKING:
    from django.contrib.auth.models import User

Verdict = Snapshot.Verdict
#: The columns of a source about failed fetches, as after a success.
UNFAILING: dict[str, Any] = {
    "failing_since": None,
    "failure": "",
    "failures": 0,
    "first_failed_at": None,
}
#: Bytes and members that are read while somebody waits for a page. Larger lists are read by
#: commands and runs only.
AT_ONCE = 5_000_000
RECORDS_AT_ONCE = 5_000

#: Number of undecided rejected copies kept of each source. The oldest beyond that are deleted.
REJECTED = 5

#: The columns that `judge` sets.
JUDGED = ("verdict", "why", "rows", "columns", "problems", "records_checksum")


@dataclass(frozen=True)
class TakenSnapshot:
    """A copy that was taken. `is_new` is False for an unchanged list, which is not stored twice."""

    snapshot: Snapshot
    is_new: bool


def take(source: Source, data: bytes, origin: str) -> TakenSnapshot:
    """Store a copy of the source's list with its verdict.

    A copy that lists the same members as the newest one is not stored again, unless that one is
    lost. Order, white space and time stamps make no difference. The newest one is judged again if
    nobody decided on it.
    """
    checksum = sha256(data).hexdigest()
    copy = Snapshot(
        source=source,
        origin=origin,
        checksum=checksum,
        size=len(data),
        content=gzip.compress(data, mtime=0),
    )
    latest = source.latest()
    rows = None
    if latest is None or latest.checksum != checksum or is_undecided(latest):
        rows = _judged_rows(copy, data)
    with transaction.atomic():
        locked = Source.objects.select_for_update().get(pk=source.pk)
        newest = locked.latest()
        if is_new := newest is None or not _is_same(copy, newest):
            if not copy.verdict:  # another copy was taken meanwhile
                rows = _judged_rows(copy, data)
            copy.save()
            newest = copy
            if rows:
                kept_rows.keep(copy, rows)
            _drop_rejected(source)
        elif copy.verdict and is_undecided(newest):
            judged = {name: getattr(copy, name) for name in JUDGED}
            Snapshot.objects.filter(pk=newest.pk, decided_at=None).update(**judged)
            newest.refresh_from_db()
        Source.objects.filter(pk=source.pk).update(checked_at=timezone.now(), **UNFAILING)
    return TakenSnapshot(newest, is_new)


def _judged_rows(copy: Snapshot, data: bytes) -> bytes | None:
    """Judge a copy, and return what is to be kept of it; None if it is rejected."""
    contents = judge(copy, data)
    accepted = contents and copy.verdict == Verdict.ACCEPTED
    return kept_rows.packed(copy, contents) if contents and accepted else None


def _drop_rejected(source: Source) -> None:
    """Delete all but the newest rejected copies on which nobody decided.

    Otherwise a server that sends rubbish would fill the database.
    """
    undecided = source.snapshots.filter(verdict=Verdict.REJECTED, decided_at=None)
    if (
        oldest := undecided.order_by("-pk")
        .values_list("pk", flat=True)[REJECTED - 1 : REJECTED]
        .first()
    ) is not None:
        undecided.filter(pk__lt=oldest).delete()


def judge_again(source: Source) -> Snapshot | None:
    """Judge the source's newest copy again, after its settings changed, and return the copy.

    None if there is no copy or a person decided on it.
    """
    copy = source.latest()
    if copy is None or not is_undecided(copy):
        return None
    judge(copy)
    with transaction.atomic():
        Source.objects.select_for_update().get(pk=source.pk)
        if Snapshot.objects.filter(pk=copy.pk, decided_at=None).exists():
            copy.save(update_fields=JUDGED)
    return copy


def is_large(copies: Iterable[Snapshot]) -> bool:
    """True if these copies together are too large to read while somebody waits for a page."""
    sizes = [(copy.size, copy.rows or 0) for copy in copies]
    return (
        sum(size for size, _ in sizes) > AT_ONCE or sum(rows for _, rows in sizes) > RECORDS_AT_ONCE
    )


def is_undecided(snapshot: Snapshot) -> bool:
    """True if the copy was rejected and nobody has accepted or confirmed that."""
    return snapshot.verdict == Verdict.REJECTED and snapshot.decided_at is None


def is_lost(snapshot: Snapshot) -> bool:
    """True if the copy was accepted and its stored file is damaged, so that the same file is to be
    taken once more."""
    return snapshot.verdict == Verdict.ACCEPTED and snapshot.is_damaged


def judge(snapshot: Snapshot, data: bytes | None = None) -> Contents | None:
    """Set the verdict on a copy, the reason and the figures, and return the contents; None if it
    cannot be read. `data` is its file if that is at hand. Saves nothing."""
    snapshot.rows, snapshot.columns, snapshot.problems, snapshot.records_checksum = None, [], [], ""
    try:
        contents = read_copy(snapshot) if data is None else read_list(snapshot.source, data)
    except SourceError as error:
        why = f"line {error.line}: {error}." if error.line else f"{error}."
        snapshot.verdict, snapshot.why = Verdict.REJECTED, f"{why[:1].upper()}{why[1:]}"
        return None
    snapshot.rows, snapshot.columns = len(contents.records), list(contents.columns)
    snapshot.problems = [asdict(problem) for problem in contents.problems]
    snapshot.records_checksum = _checksum(contents)
    snapshot.why = snapshot_checks.objection(snapshot, contents.records)
    snapshot.verdict = Verdict.REJECTED if snapshot.why else Verdict.ACCEPTED
    return contents


def _is_same(copy: Snapshot, newest: Snapshot) -> bool:
    same = bool(copy.records_checksum) and copy.records_checksum == newest.records_checksum
    return (same or copy.checksum == newest.checksum) and not is_lost(newest)


def _checksum(contents: Contents) -> str:
    """Return the SHA-256 of members and headers, regardless of order, lines and white space."""
    records = sorted(repr(_plain(replace(record, line=0))) for record in contents.records)
    return sha256(
        "\n".join([repr(sorted(contents.columns)), *records]).encode(errors="surrogatepass")
    ).hexdigest()


def _plain(value: Any) -> Any:
    """Return a record, or a value of one, as texts and lists with white space tidied."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return (
        [_plain(getattr(value, each.name)) for each in fields(value)]
        if is_dataclass(value)
        else value
    )


def decide(snapshot: Snapshot, verdict: Snapshot.Verdict, user: User) -> None:
    """Overrule or confirm the verdict on a copy. It then no longer raises an issue."""
    snapshot.verdict, snapshot.decided_by, snapshot.decided_at = verdict, user, timezone.now()
    snapshot.save(update_fields=["verdict", "decided_by", "decided_at"])
