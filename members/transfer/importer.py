"""Import of members from files into chambers that have none yet: the only bulk writer of members.

An import is prepared first: files are read, names split and plain forms computed. Then it is
written in one transaction. On SQLite a transaction locks out every other writer, so it must be
short.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction

from members.models import Chamber, Electorate, Member, Party
from members.slugs import Slugs
from members.sources import Parse
from members.sources.text import quoted
from members.transfer import entries as reading
from members.transfer import to_rows, writing
from members.transfer.entries import FileProblem, ImportEntry, ImportRefused
from members.transfer.places import Electorates, Parties
from members.transfer.progress import progress

MADE = "create chambers with `importchambers`"


@dataclass(frozen=True, slots=True)
class Loaded:
    """The result of an import: numbers of rows written (of electorates and parties: new ones)."""

    members: int
    chambers: int
    electorates: int
    parties: int
    problems: tuple[FileProblem, ...]


def load(
    parse: Parse,
    files: Iterable[tuple[str, bytes]],
    chamber: str = "",
    dry_run: bool = False,
    part: str = "",
) -> Loaded:
    """Load the members of these files (name, content) into chambers that have none yet.

    `chamber` is the slug of the chamber of rows that name none. Of a list of several chambers,
    `part` selects the members of one body, in the file's own word; they become members of
    `chamber`. Unknown electorates and parties are created. A dry run does everything but write.
    Raises ImportRefused if nothing can be loaded. After any error, nothing is written.
    """
    with _without_collector():
        return _load(parse, files, chamber, part, dry_run)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Disable Python's garbage collector.

    Measured: collecting among a million objects that all live to the end takes a quarter of the
    time of a large import.
    """
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
    problems: list[FileProblem] = []
    entries = reading.read(parse, files, chamber, part, problems)
    chambers = _empty_chambers(entries, chamber)
    for entry in progress(entries, "preparing"):
        _prepare(entry, chambers[entry.chamber], problems)
    if dry_run:
        electorates, parties = _place(entries, chambers.values(), problems)
    else:
        with transaction.atomic():
            # The lock allows one import at a time. What was free a moment ago might be taken now,
            # so it is checked again.
            list(Chamber.objects.select_for_update().order_by("pk"))
            _refuse_filled(chambers.values())
            electorates, parties = _place(entries, chambers.values(), problems)
            writing.write(entries, electorates, parties)
    return Loaded(
        len(entries),
        len(chambers),
        len(electorates.new),
        len(parties.new),
        tuple(sorted(problems)),
    )


def _empty_chambers(entries: list[ImportEntry], default: str) -> dict[str, Chamber]:
    """Return the chambers of these entries by slug.

    Raises ImportRefused if one does not exist or has members.
    """
    existing = Chamber.objects.in_bulk(field_name="slug")
    if default and default not in existing:
        raise ImportRefused(f"there is no chamber {quoted(default)}; {MADE}")
    for entry in entries:
        if entry.chamber not in existing:
            where = f"{entry.file}:{entry.record.line}"
            raise ImportRefused(f"{where}: there is no chamber {quoted(entry.chamber)}; {MADE}")
    bodies = dict.fromkeys(
        entry.record.body for entry in entries if entry.record.body not in ("", entry.chamber)
    )
    if len(bodies) > 1:
        some = ", ".join(map(quoted, list(bodies)[:5])) + (", ..." if len(bodies) > 5 else "")
        raise ImportRefused(
            f"--chamber stands for one chamber, but these are members of {len(bodies)}: {some}; "
            f"take one with --part; {MADE}"
        )
    chambers = {slug: existing[slug] for slug in dict.fromkeys(entry.chamber for entry in entries)}
    _refuse_filled(chambers.values())
    return chambers


def _refuse_filled(chambers: Iterable[Chamber]) -> None:
    filled = [
        chamber.slug for chamber in chambers if Member.objects.filter(chamber=chamber).exists()
    ]
    if filled:
        raise ImportRefused(
            f"there are already members in {', '.join(filled)}; an import never overwrites them"
        )


def _prepare(entry: ImportEntry, chamber: Chamber, problems: list[FileProblem]) -> None:
    entry.member, reasons = to_rows.member(entry.record, chamber)
    entry.details = to_rows.details(entry.record, entry.member)
    problems += [FileProblem(entry.file, entry.record.line, reason) for reason in reasons]


def _place(
    entries: list[ImportEntry], chambers: Iterable[Chamber], problems: list[FileProblem]
) -> tuple[Electorates, Parties]:
    """Set the electorate, party and slug of each member."""
    electorates, parties = Electorates(chambers), Parties()
    slugs = Slugs(Member.objects.values_list("slug", flat=True))
    # Slugs that the file contains come first: no slug made from an earlier name may take one.
    for entry in entries:
        record, member = entry.record, entry.member
        if record.electorate and _fits(entry, "electorate", Electorate, problems):
            member.electorate = electorates.named(member.chamber, record.electorate)
        if record.party and _fits(entry, "party", Party, problems):
            member.party = parties.named(record.party)
        member.slug = record.slug if record.slug and slugs.keep(record.slug) else ""
    for entry in entries:
        if not entry.member.slug:
            entry.member.slug = slugs.make(entry.member.name, entry.chamber)
            if given := entry.record.slug:
                reason = (
                    f"slug: {quoted(given)} is taken or not valid; {entry.member.slug} was given"
                )
                problems.append(FileProblem(entry.file, entry.record.line, reason))
    return electorates, parties


def _fits(
    entry: ImportEntry,
    column: str,
    model: type[Electorate] | type[Party],
    problems: list[FileProblem],
) -> bool:
    """True if the record's value is short enough for the model's name; otherwise a problem."""
    value: str = getattr(entry.record, column)
    longest = model._meta.get_field("name").max_length
    if longest is None or len(value) <= longest:
        return True
    reason = f"{column}: {quoted(value)} has more than {longest} characters; left blank"
    problems.append(FileProblem(entry.file, entry.record.line, reason))
    return False
