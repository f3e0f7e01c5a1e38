"""What is in a copy of an official list, as it is read by the source's settings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from members.models import DamagedCopy, Snapshot, Source
from members.sources import formats
from members.sources.records import MemberRecord, Problem, SourceError
from members.sources.text import quoted

#: The largest chamber ever had 3,000 members. Judging and comparing need not cope with more than
#: this.
MEMBERS = 20_000


@dataclass(frozen=True)
class Contents:
    """The members of the source's chamber in a list. `columns` are the headers of a table."""

    records: tuple[MemberRecord, ...]
    problems: tuple[Problem, ...]
    columns: tuple[str, ...]


def read_list(source: Source, data: bytes) -> Contents:
    """Read a list by the source's format, mapping, part and vocabulary.

    Raises SourceError if it must be refused as a whole.
    """
    parse = formats(source.mapping).get(source.format)
    if parse is None:
        raise SourceError(f"there is no format {quoted(source.format)}")
    parsed = parse(data)
    records = tuple(_in_words(source, record) for record in _of_chamber(source, parsed.records))
    if len(records) > MEMBERS:
        raise SourceError(
            f"it has {len(records):,} members of this chamber, "
            f"more than any chamber has ({MEMBERS:,})"
        )
    return Contents(records, parsed.problems, parsed.columns)


def read_copy(copy: Snapshot) -> Contents:
    """Read a stored copy as `read_list` does. Raises SourceError also if its file is damaged."""
    try:
        data = copy.data
    except DamagedCopy as error:
        raise SourceError(str(error)) from error
    return read_list(copy.source, data)


def _of_chamber(source: Source, records: Iterable[MemberRecord]) -> Iterable[MemberRecord]:
    """Return the members of the source's chamber.

    Raises SourceError if the list is of several chambers and `part` does not name one of them.
    """
    records = tuple(records)
    slug, part = source.chamber.slug, source.part
    named = {record.chamber for record in records if record.chamber}
    if named:
        return tuple(record for record in records if record.chamber in ("", slug))
    bodies = list(dict.fromkeys(record.body for record in records if record.body))
    wanted = part or (slug if slug in bodies else "")
    if not wanted and len(bodies) > 1:
        raise SourceError(
            f"the list is of several chambers ({', '.join(bodies[:10])}): "
            "enter the word for this chamber as the source's part"
        )
    if part and part not in bodies:
        raise SourceError(
            f"the list has no part {quoted(part)}; it has {', '.join(bodies[:10]) or 'none'}"
        )
    return tuple(record for record in records if not wanted or record.body == wanted)


def _in_words(source: Source, record: MemberRecord) -> MemberRecord:
    """Return the record in the directory's words, by the source's vocabulary."""
    words = {
        column: values[word]
        for column, values in source.vocabulary.items()
        if (word := getattr(record, column, "")) and word in values
    }
    return replace(record, **words) if words else record
