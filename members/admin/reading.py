"""The preview of an official list in the admin: the first members as they are read, and the rows
that could not be placed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from members import fields
from members.lists import snapshots
from members.lists.contents import read_list
from members.member_columns import MEMBER_COLUMNS, TEXTS
from members.models import DamagedCopy, Snapshot, Source
from members.sources.records import AddressRecord, MemberRecord, Problem, SourceError

FIRST = 20
PROBLEMS = 100
#: The columns that make up a member's name and role. Other texts are shown among the details.
PERSON = ("honorific", "first_name", "last_name", "post_nominals", "role")


@dataclass(frozen=True)
class Shown:
    """A member of the list, with its details as pairs of label and value."""

    line: int
    name: str
    role: str
    electorate: str
    party: str
    details: list[tuple[str, str]]


@dataclass(frozen=True)
class ListPreview:
    """An official list as it is read.

    If it cannot be read, `why` gives the reason and the rest is empty. `members` and `unplaced` are
    counts; `shown` and `problems` contain the first of each. `is_left_out` is True if the list is
    too large to show its members.
    """

    why: str = ""
    members: int = 0
    shown: tuple[Shown, ...] = ()
    problems: tuple[Problem, ...] = ()
    unplaced: int = 0
    is_left_out: bool = False


def preview_of_copy(copy: Snapshot) -> ListPreview:
    """Read the copy by its source's settings. Return what is stored about it if it is large."""
    try:
        data = copy.data
    except DamagedCopy as error:
        why = str(error)
        return ListPreview(why=f"{why[:1].upper()}{why[1:]}.")
    if not snapshots.is_large([copy]):
        return preview(copy.source, data)
    problems = tuple(Problem(**problem) for problem in copy.problems[:PROBLEMS])
    why = copy.why if copy.rows is None else ""
    return ListPreview(why, copy.rows or 0, (), problems, len(copy.problems), is_left_out=True)


def preview(source: Source, data: bytes) -> ListPreview:
    """Read the list by the settings of `source`, which need not be stored."""
    try:
        contents = read_list(source, data)
    except SourceError as error:
        return ListPreview(why=f"Line {error.line}: {error}." if error.line else f"{error}.")
    shown = tuple(_shown(record) for record in contents.records[:FIRST])
    return ListPreview(
        "", len(contents.records), shown, contents.problems[:PROBLEMS], len(contents.problems)
    )


def _shown(record: MemberRecord) -> Shown:
    name = record.name or " ".join(
        filter(None, (record.honorific, record.first_name, record.last_name))
    )
    whole = ", ".join(filter(None, (name, record.post_nominals)))
    return Shown(
        record.line, whole, record.role, record.electorate, record.party, list(_details(record))
    )


def _details(record: MemberRecord) -> Iterator[tuple[str, str]]:
    for name in record.other_names:
        yield "Also called", name
    for column in MEMBER_COLUMNS:
        if (
            column.name in TEXTS
            and column.name not in PERSON
            and (text := getattr(record, column.name))
        ):
            yield column.words.capitalize(), text
    for label, day in (("From", record.started_on), ("Until", record.ended_on)):
        if day:
            yield label, f"{day:%-d %B %Y}"
    for email in record.emails:
        yield _label("email", email.kind), email.address
    for phone in record.phones:
        yield _label("fax" if phone.fax else "phone", phone.kind), phone.number
    for address in record.addresses:
        yield _label("address", address.kind), _text(address)
    for link in record.links:
        yield _label("link", link.kind), link.url
    for identifier in record.identifiers:
        yield f"id:{identifier.scheme}", identifier.value


def _label(word: str, kind: str) -> str:
    return fields.label(f"{word}:{kind}" if kind else word)


def _text(address: AddressRecord) -> str:
    parts = (
        address.text,
        address.line1,
        address.line2,
        address.line3,
        address.suburb,
        address.state,
        address.postcode,
    )
    return ", ".join(" ".join(part.split()) for part in parts if part) + (
        " (postal)" if address.postal else ""
    )
