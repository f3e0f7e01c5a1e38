"""Reading of the files of an import into entries: members with their file and chamber."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple

from members.models import Chamber, Detail, Member
from members.sources import Parse
from members.sources.records import MemberRecord, SourceError
from members.sources.text import quoted


class FileProblem(NamedTuple):
    """What could not be placed, printed as `file:line: reason`."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class ImportRefused(Exception):
    """Raised if nothing is loaded. The message is the reason.

    `problems` are those that were found up to there.
    """

    def __init__(self, message: str, problems: Sequence[FileProblem] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)


@dataclass(slots=True)
class ImportEntry:
    """A member of an import: the record, and the rows that are made of it.

    `chamber` is the chamber's slug. `member` and `details` are set while the rows are prepared.
    """

    file: str
    record: MemberRecord
    chamber: str
    member: Member = field(init=False)
    details: list[Detail] = field(init=False)


def read(
    parse: Parse,
    files: Iterable[tuple[str, bytes]],
    default: str,
    part: str,
    problems: list[FileProblem],
) -> list[ImportEntry]:
    """Read the files (name, content) into entries, and add what cannot be placed to `problems`.

    `default` is the slug of the chamber of rows that name none. `part` selects the members of one
    body, in the file's own word. Raises ImportRefused if a file cannot be used.
    """
    entries: list[ImportEntry] = []
    names: dict[bytes, str] = {}
    slugs = set(Chamber.objects.values_list("slug", flat=True))
    for file, data in files:
        checksum = sha256(data).digest()
        if checksum in names:
            raise ImportRefused(
                f"{file}: this file was already given as {names[checksum]}", problems
            )
        names[checksum] = file
        try:
            parsed = parse(data)
        except SourceError as error:
            raise ImportRefused(
                f"{file}:{error.line}: {error}" if error.line else f"{file}: {error}", problems
            ) from error
        problems += [FileProblem(file, problem.line, problem.reason) for problem in parsed.problems]
        records = _of_part(file, parsed.records, part, problems)
        if not default and not any(record.chamber or record.body for record in records):
            raise ImportRefused(
                f"{file}: no row names its chamber; say which with --chamber", problems
            )
        for record in records:
            body = record.body if record.body in slugs and not part else ""
            if slug := record.chamber or body or default or record.body:
                entries.append(ImportEntry(file, record, slug))
            else:
                problems.append(FileProblem(file, record.line, "the row names no chamber"))
    return entries


def _of_part(
    file: str, records: Sequence[MemberRecord], part: str, problems: list[FileProblem]
) -> list[MemberRecord]:
    """Return the records with a name, and of that body if `part` names one.

    Raises ImportRefused if there are none.
    """
    if not records:
        raise ImportRefused(f"{file}: none of its rows could be placed", problems)
    named = [record for record in records if _has_name(record)]
    if not named:
        raise ImportRefused(
            f"{file}: it contains no names: "
            "such a list only adds details to members who are already there",
            problems,
        )
    problems += [
        FileProblem(file, record.line, "no name: the row only adds details to a member")
        for record in records
        if not _has_name(record)
    ]
    found = [record for record in named if part in ("", record.body)]
    if not found:
        bodies = dict.fromkeys(record.body for record in named if record.body)
        has = ", ".join(map(quoted, bodies)) or "none"
        raise ImportRefused(f"{file}: it has no part {quoted(part)}; it has {has}", problems)
    return found


def _has_name(record: MemberRecord) -> bool:
    return bool(record.name or record.first_name or record.last_name)
