"""Bulk writing of an import's rows and of the first entries of their histories."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path

from django.db import connection
from django.db.models import Model
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from members.chunks import chunks
from members.models import DETAILS, Chamber, Detail, Electorate, Member, Party
from members.transfer.entries import ImportEntry
from members.transfer.places import Electorates, Parties
from members.transfer.progress import progress

BATCH = 1_000
REASON_LENGTH = 100


def write(entries: Sequence[ImportEntry], electorates: Electorates, parties: Parties) -> None:
    """Write the new electorates and parties, the members and their details."""
    Electorate.objects.bulk_create(electorates.new, batch_size=BATCH)
    Party.objects.bulk_create(parties.new, batch_size=BATCH)
    now = timezone.now()
    for part in progress(list(chunks(entries, BATCH)), "writing"):
        for file, of_file in groupby(part, key=lambda entry: entry.file):
            batch = list(of_file)
            _write_rows(Member, [entry.member for entry in batch], file, now)
            for model in DETAILS:
                rows = [row for entry in batch for row in entry.details if type(row) is model]
                _write_rows(model, rows, file, now)
    _update_statistics()


def _write_rows(
    model: type[Member] | type[Detail], rows: Sequence[Member | Detail], file: str, now: datetime
) -> None:
    """Write rows and the first entries of their histories, whose reason names the file."""
    if rows:
        reason = f"Loaded from {Path(file).name}"
        bulk_create_with_history(
            rows, model, default_change_reason=reason[:REASON_LENGTH], default_date=now
        )


def _update_statistics() -> None:
    """Make PostgreSQL count the rows now.

    A run before PostgreSQL does so by itself joins all rows with all rows (measured: minutes for
    5,000 members).
    """
    if connection.vendor == "postgresql":
        models: list[type[Model]] = [Chamber, Electorate, Party, Member, *DETAILS]
        with connection.cursor() as cursor:
            for model in models:
                cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
