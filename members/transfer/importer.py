"""Records to rows: the only bulk writer of members.

A load is prepared first - files read, names split, plain forms worked out - and written after, in
one transaction: on SQLite a transaction locks out every other writer.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import NamedTuple, TypeVar

from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone
from simple_history.utils import bulk_create_with_history
from tqdm import tqdm

from members.chunks import chunks
from members.models import DETAILS, Chamber, Detail, Electorate, Member, Party
from members.slugs import Slugs
from members.sources import Parse
from members.sources.records import MemberRecord, SourceError
from members.sources.text import quoted
from members.transfer import to_rows
from members.transfer.places import Electorates, Parties

BATCH = 1_000
REASON_LENGTH = 100
MADE = "chambers are made with `importchambers`"
_T = TypeVar("_T")


class Listed(NamedTuple):
    """What could not be placed: printed as `file:line: reason`."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class ImportRefused(Exception):
    """Nothing is loaded; the message says why. `listed` is what could not be placed up to there."""

    def __init__(self, message: str, listed: Sequence[Listed] = ()) -> None:
        super().__init__(message)
        self.listed = tuple(listed)


@dataclass(frozen=True, slots=True)
class Loaded:
    members: int
    chambers: int
    electorates: int
    parties: int
    listed: tuple[Listed, ...]


@dataclass(slots=True)
class _Entry:
    """A record on its way to a row."""

    file: str
    record: MemberRecord
    chamber: str
    member: Member = field(init=False)
    details: list[Detail] = field(init=False)


def load(
    parse: Parse,
    files: Iterable[tuple[str, bytes]],
    chamber: str = "",
    dry_run: bool = False,
    part: str = "",
) -> Loaded:
    """Load the members of these files (name, content) into chambers that have none yet.

    `chamber` is the slug of the chamber of rows that name none. Of a list of several chambers,
    `part` takes the members of one body, in the file's own word; they are members of `chamber`.
    Unknown electorates and parties are created as named. A dry run does all but write. Raises
    Refused; then, as after any other error, nothing is written.
    """
    with _without_collector():
        return _load(parse, files, chamber, part, dry_run)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Measured: looking for garbage among a million objects that all live to the end takes a
    quarter of a large load."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _load(
    parse: Parse, files: Iterable[tuple[str, bytes]], chamber: str, part: str, dry_run: bool
) -> Loaded:
    listed: list[Listed] = []
    entries = _read(parse, files, chamber, part, listed)
    chambers = _empty_chambers(entries, chamber)
    for entry in _shown(entries, "preparing"):
        _prepare(entry, chambers[entry.chamber], listed)
    if dry_run:
        electorates, parties = _place(entries, chambers.values(), listed)
    else:
        with transaction.atomic():
            # One load at a time, and no new member meanwhile: what was free a moment ago might be
            # taken by now.
            list(Chamber.objects.select_for_update().order_by("pk"))
            _refuse_filled(chambers.values())
            electorates, parties = _place(entries, chambers.values(), listed)
            _write(entries, electorates, parties)
            _count_anew()
    return Loaded(
        len(entries), len(chambers), len(electorates.new), len(parties.new), tuple(sorted(listed))
    )


def _count_anew() -> None:
    """Let PostgreSQL count the rows: a run before it does so by itself would join all with all
    (measured: minutes for 5,000 members)."""
    if connection.vendor == "postgresql":
        models: list[type[Model]] = [Chamber, Electorate, Party, Member, *DETAILS]
        with connection.cursor() as cursor:
            for model in models:
                cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def _read(
    parse: Parse, files: Iterable[tuple[str, bytes]], default: str, part: str, listed: list[Listed]
) -> list[_Entry]:
    entries: list[_Entry] = []
    given: dict[bytes, str] = {}
    bodies = set(Chamber.objects.values_list("slug", flat=True))
    for file, data in files:
        content = sha256(data).digest()
        if content in given:
            raise ImportRefused(f"{file}: this file was given already, as {given[content]}", listed)
        given[content] = file
        try:
            parsed = parse(data)
        except SourceError as error:
            raise ImportRefused(
                f"{file}:{error.line}: {error}" if error.line else f"{file}: {error}", listed
            ) from error
        listed += [Listed(file, problem.line, problem.reason) for problem in parsed.problems]
        records = _of_part(file, parsed.records, part, listed)
        if not default and not any(record.chamber or record.body for record in records):
            raise ImportRefused(
                f"{file}: no row names its chamber; say which with --chamber", listed
            )
        for record in records:
            if (
                slug := record.chamber
                or (record.body if record.body in bodies and not part else default)
                or record.body
            ):
                entries.append(_Entry(file, record, slug))
            else:
                listed.append(Listed(file, record.line, "the row names no chamber"))
    return entries


def _of_part(
    file: str, records: Sequence[MemberRecord], part: str, listed: list[Listed]
) -> list[MemberRecord]:
    """Those who are members, of that body if one is named. Refused if there are none."""
    if not records:
        raise ImportRefused(f"{file}: none of its rows could be placed", listed)
    named = [record for record in records if record.name or record.first_name or record.last_name]
    if not named:
        raise ImportRefused(
            f"{file}: it names nobody: such a list only brings details of members who are there already",
            listed,
        )
    nameless = (
        record for record in records if not (record.name or record.first_name or record.last_name)
    )
    listed += [
        Listed(file, record.line, "no name: the row only brings details of a member")
        for record in nameless
    ]
    found = [record for record in named if part in ("", record.body)]
    if not found:
        has = (
            ", ".join(map(quoted, dict.fromkeys(record.body for record in named if record.body)))
            or "none"
        )
        raise ImportRefused(f"{file}: it has no part {quoted(part)}; it has {has}", listed)
    return found


def _empty_chambers(entries: list[_Entry], default: str) -> dict[str, Chamber]:
    """The chambers of these members, by slug. Refused if one is unknown or has members."""
    known = Chamber.objects.in_bulk(field_name="slug")
    if default and default not in known:
        raise ImportRefused(f"there is no chamber {quoted(default)}; {MADE}")
    for entry in entries:
        if entry.chamber not in known:
            where = f"{entry.file}:{entry.record.line}"
            raise ImportRefused(f"{where}: there is no chamber {quoted(entry.chamber)}; {MADE}")
    bodies = dict.fromkeys(
        entry.record.body for entry in entries if entry.record.body not in ("", entry.chamber)
    )
    if len(bodies) > 1:
        some = ", ".join(map(quoted, list(bodies)[:5])) + (", ..." if len(bodies) > 5 else "")
        raise ImportRefused(
            f"--chamber stands for one chamber, but these are members of {len(bodies)}: {some}; take one with --part; {MADE}"
        )
    chambers = {slug: known[slug] for slug in dict.fromkeys(entry.chamber for entry in entries)}
    _refuse_filled(chambers.values())
    return chambers


def _refuse_filled(chambers: Iterable[Chamber]) -> None:
    filled = [
        chamber.slug for chamber in chambers if Member.objects.filter(chamber=chamber).exists()
    ]
    if filled:
        raise ImportRefused(
            f"members are there already in {', '.join(filled)}; an import never overwrites them"
        )


def _prepare(entry: _Entry, chamber: Chamber, listed: list[Listed]) -> None:
    entry.member, left_out = to_rows.member(entry.record, chamber)
    entry.details = to_rows.details(entry.record, entry.member)
    listed += [Listed(entry.file, entry.record.line, reason) for reason in left_out]


def _place(
    entries: list[_Entry], chambers: Iterable[Chamber], listed: list[Listed]
) -> tuple[Electorates, Parties]:
    """Give each member its electorate, party and slug."""
    electorates, parties = Electorates(chambers), Parties()
    slugs = Slugs(Member.objects.values_list("slug", flat=True))
    for (
        entry
    ) in entries:  # what the file asks for comes first: an earlier row's name must not take it
        record, member = entry.record, entry.member
        if record.electorate and _fits(entry, "electorate", record.electorate, Electorate, listed):
            member.electorate = electorates.named(member.chamber, record.electorate)
        if record.party and _fits(entry, "party", record.party, Party, listed):
            member.party = parties.named(record.party)
        member.slug = record.slug if record.slug and slugs.keep(record.slug) else ""
    for entry in entries:
        if not entry.member.slug:
            entry.member.slug = slugs.make(entry.member.name, entry.chamber)
            if entry.record.slug:
                reason = f"slug: {quoted(entry.record.slug)} is taken or is none; {entry.member.slug} was given"
                listed.append(Listed(entry.file, entry.record.line, reason))
    return electorates, parties


def _fits(
    entry: _Entry,
    column: str,
    value: str,
    model: type[Electorate] | type[Party],
    listed: list[Listed],
) -> bool:
    longest = model._meta.get_field("name").max_length
    if longest is None or len(value) <= longest:
        return True
    listed.append(
        Listed(
            entry.file,
            entry.record.line,
            f"{column}: {quoted(value)} has more than {longest} characters; left blank",
        )
    )
    return False


def _write(entries: list[_Entry], electorates: Electorates, parties: Parties) -> None:
    Electorate.objects.bulk_create(electorates.new, batch_size=BATCH)
    Party.objects.bulk_create(parties.new, batch_size=BATCH)
    now = timezone.now()
    for part in _shown(list(chunks(entries, BATCH)), "writing"):
        for file, of_file in groupby(part, key=lambda entry: entry.file):
            batch = list(of_file)
            _write_rows(Member, [entry.member for entry in batch], file, now)
            for model in DETAILS:
                _write_rows(
                    model,
                    [
                        detail
                        for entry in batch
                        for detail in entry.details
                        if type(detail) is model
                    ],
                    file,
                    now,
                )


def _write_rows(
    model: type[Member] | type[Detail], rows: Sequence[Member | Detail], file: str, now: datetime
) -> None:
    """Rows and the first entries of their histories, which say from which file they came."""
    if rows:
        reason = f"Loaded from {Path(file).name}"
        bulk_create_with_history(
            rows, model, default_change_reason=reason[:REASON_LENGTH], default_date=now
        )


def _shown(items: Sequence[_T], what: str) -> Iterable[_T]:
    """The same items, with a bar on a terminal when they take long."""
    return tqdm(items, desc=what, delay=2, disable=None, leave=False)
