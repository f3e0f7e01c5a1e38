"""Open States' CSV of a state's legislators (data.openstates.org/people/current).

Older copies have a shorter form, which is read too. docs/sources.md lists what is read. The
chamber's word (upper, lower, legislature) is the record's `body`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from members.sources.records import (
    AddressRecord,
    EmailRecord,
    IdentifierRecord,
    LinkRecord,
    MemberRecord,
    Parsed,
    PhoneRecord,
    SourceError,
)
from members.sources.text import Table, TableRow, quoted
from members.sources.whole_names import other_names, split_whole_name

# The headers of needed columns, in the current and in the older form.
NEEDED = {
    "id": ("id",),
    "name": ("name",),
    "chamber": ("current_chamber", "chamber"),
    "district": ("current_district", "district"),
}
OFFICES = {"capitol": "parliamentary", "district": "electorate"}
ACCOUNTS = ["twitter", "youtube", "instagram", "facebook"]


def parse(data: bytes) -> Parsed:
    """Read the legislators of the file. Raises SourceError if it is not such a list."""
    table = Table(data)
    _check(table)
    records = []
    for row in table:
        values = {name: cell.strip() for name, cell in zip(table.header, row.cells, strict=True)}
        if values["name"] or values.get("given_name") or values.get("family_name"):
            records.append(_member(row, values))
        else:
            table.leave_out(
                row.line, f"no name: {quoted('; '.join(filter(None, row.cells)))}", row.cells
            )
    problems = sorted([*table.problems, *table.ending], key=lambda problem: problem.line)
    return Parsed(tuple(records), tuple(problems), tuple(table.header))


def _check(table: Table) -> None:
    for name, spelt in NEEDED.items():
        if not any(header in table.header for header in spelt):
            raise SourceError(
                f"this is not a list of Open States: there is no column for the {name}, "
                + " or ".join(spelt),
                table.header_line,
            )
    for name in table.header:
        if name and table.header.count(name) > 1:
            raise SourceError(f"column {quoted(name)} appears twice", table.header_line)


def _member(row: TableRow, values: dict[str, str]) -> MemberRecord:
    def either(name: str) -> str:
        return values.get(f"current_{name}") or values.get(name, "")

    whole, given, family = (
        values["name"],
        values.get("given_name", ""),
        values.get("family_name", ""),
    )
    first, last = (split_whole_name(whole, family) if whole else (given, family)) or ("", "")
    return MemberRecord(
        line=row.line,
        body=either("chamber"),
        name="" if first or last else whole,
        first_name=first,
        last_name=last,
        other_names=other_names(f"{given} {family}", beside=whole or f"{given} {family}")
        if given and family
        else (),
        electorate=either("district"),
        party=either("party"),
        photo_url=values.get("image", ""),
        identifiers=tuple(
            IdentifierRecord(scheme, values[name])
            for name, scheme in (("id", "ocd"), ("wikidata", "wikidata"))
            if values.get(name)
        ),
        emails=tuple(
            EmailRecord(address)
            for address in [values.get("email", "")]
            if address and not _is_web(address)
        ),
        phones=tuple(_phones(values)),
        addresses=tuple(_addresses(values)),
        links=tuple(dict.fromkeys(_links(values))),
    )


def _phones(values: dict[str, str]) -> Iterator[PhoneRecord]:
    for office, kind in OFFICES.items():
        for what in ("voice", "fax"):
            if number := values.get(f"{office}_{what}"):
                yield PhoneRecord(number, kind, fax=what == "fax")


def _addresses(values: dict[str, str]) -> Iterator[AddressRecord]:
    """Yield the addresses. The list writes `;` for a line break."""
    for office, kind in OFFICES.items():
        if text := "\n".join(
            filter(None, (line.strip() for line in values.get(f"{office}_address", "").split(";")))
        ):
            yield AddressRecord(kind, text=text)


def _links(values: dict[str, str]) -> Iterator[LinkRecord]:
    for cell in (values.get("links", ""), values.get("link", "")):
        # An address may itself contain a `;`.
        for url in re.split(r"(?:(?<!\s)\s++)?;\s*+(?=https?:)", cell):
            if url := url.strip("; "):
                yield LinkRecord(url, "website")
    for kind in ACCOUNTS:
        if account := values.get(kind):
            yield LinkRecord(account, kind)
    # A legislature without public e-mail addresses gives a contact form instead.
    if _is_web(values.get("email", "")):
        yield LinkRecord(values["email"], "contact")


def _is_web(value: str) -> bool:
    return value.lower().startswith(("http://", "https://"))
