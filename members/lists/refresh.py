"""New copies of official lists: fetched or given by hand, judged and stored, with a report line."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from members.fetching import fetch as fetching
from members.fetching.list_address import FetchError, shown
from members.lists import snapshots
from members.models import Source
from members.sources import MAPPED

logger = logging.getLogger(__name__)

BROKE = (
    "reading the copy broke ({error}), which is a mistake of this program; "
    "the log has it, tell its developers"
)
STAYS, NONE_YET = "The last good copy stays in force", "No copy is in force yet"
MAP = "say in the admin, on this source's page, which column is what"
DECIDE = "accept this one in the admin, or confirm there that it is wrong"
CORRECT = (
    "if the list has moved or changed its form, correct the source in the admin, "
    "else confirm there that this copy is wrong"
)


@dataclass(frozen=True)
class RefreshOutcome:
    """The result for one source in one line. `is_well` is False if somebody must look at it."""

    source: Source
    line: str
    is_well: bool = True

    def __str__(self) -> str:
        return f"{self.source.slug}: {self.line}"


def fetch(source: Source, limits: fetching.FetchLimits | None = None) -> RefreshOutcome:
    """Fetch the list if it changed, and take the copy.

    Errors are stored on the source and returned in the outcome, never raised.
    """
    if not source.url:
        return RefreshOutcome(source, "skipped: it has no address; give a copy with --file")
    latest = source.latest()
    origin = shown(source.url)
    # The tag is sent only for a copy from this address. A rejected copy is fetched again, so that
    # it is judged again, and a damaged one so that it is replaced.
    is_known = (
        latest is not None
        and latest.origin == origin
        and not snapshots.is_undecided(latest)
        and not snapshots.is_lost(latest)
    )
    etag, last_modified = (source.etag, source.last_modified) if is_known else ("", "")
    try:
        fetched = fetching.fetch(source.url, etag, last_modified, limits)
        if fetched.data is None:
            _succeed(source)
            return RefreshOutcome(source, "unchanged")
        outcome = take(source, fetched.data, origin)
        Source.objects.filter(pk=source.pk).update(
            etag=_remembered("etag", fetched.etag),
            last_modified=_remembered("last_modified", fetched.last_modified),
        )
    except FetchError as error:
        return _fail(source, str(error))
    except Exception as error:  # one broken list must not keep the others from being fetched
        logger.exception("The source %s", source.slug)
        return _fail(source, f"{BROKE.format(error=f'{type(error).__name__}: {error}')}.")
    return outcome


def take(source: Source, data: bytes, origin: str) -> RefreshOutcome:
    """Store a copy of the source's list and return its verdict. `origin` is its address or file."""
    before, latest = source.in_force(), source.latest()
    taken = snapshots.take(source, data, origin)
    copy = taken.snapshot
    if snapshots.is_undecided(copy):
        advice = (
            MAP
            if source.format == MAPPED and not source.mapping
            else CORRECT
            if copy.rows is None
            else DECIDE
        )
        todo = f"{STAYS if before else NONE_YET}; {advice}."
        return RefreshOutcome(source, f"rejected: {copy.why} {todo}", is_well=False)
    if not taken.is_new and not (latest and snapshots.is_undecided(latest)):
        return RefreshOutcome(source, "unchanged")
    was = f" ({before.rows} before)" if before else ""
    unplaced = f"; not everything could be placed: {len(copy.problems)}" if copy.problems else ""
    return RefreshOutcome(
        source, f"accepted, {copy.rows} member{'' if copy.rows == 1 else 's'}{was}{unplaced}"
    )


def _succeed(source: Source) -> None:
    Source.objects.filter(pk=source.pk).update(checked_at=timezone.now(), **snapshots.UNFAILING)


def _fail(source: Source, why: str) -> RefreshOutcome:
    """Store the failure on the source.

    After more than `grace` failures in a row, the source is failing since the first of them.
    """
    with transaction.atomic():
        locked = Source.objects.select_for_update().filter(pk=source.pk).first() or source
        locked.failure, locked.failures = why, locked.failures + 1
        locked.first_failed_at = locked.first_failed_at or timezone.now()
        if locked.failures > locked.grace:
            locked.failing_since = locked.failing_since or locked.first_failed_at
        locked.save(update_fields=["failure", "failures", "first_failed_at", "failing_since"])
    return RefreshOutcome(source, f"failed: {why}", is_well=False)


def _remembered(field: str, value: str) -> str:
    """Return a server's header value to store; "" if it is not printable ASCII or is too long."""
    longest = getattr(Source._meta.get_field(field), "max_length", None) or 0
    return value if value.isascii() and value.isprintable() and len(value) <= longest else ""
