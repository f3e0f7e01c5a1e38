"""The United States Congress, from github.com/unitedstates/congress-legislators.

The files are `legislators-current.yaml`, and `legislators-district-offices.yaml` with the district
offices. docs/sources.md lists what is read.
"""

from __future__ import annotations

from collections.abc import Iterator

from members.sources.congress_terms import electorate, first_day
from members.sources.records import (
    AddressRecord,
    IdentifierRecord,
    LinkRecord,
    MemberRecord,
    Parsed,
    PhoneRecord,
    Problem,
    SourceError,
)
from members.sources.text import UNPLACED, quoted
from members.sources.whole_names import other_names, split_whole_name
from members.sources.yamltext import Fields, YamlDocument

BODIES = {"sen": "senate", "rep": "house"}
# The first identifies members best. Left out are `fec`, which is a list, and titles of pages
# (wikipedia, ballotpedia), which change.
SCHEMES = [
    "bioguide",
    "govtrack",
    "thomas",
    "lis",
    "icpsr",
    "opensecrets",
    "votesmart",
    "cspan",
    "house_history",
    "maplight",
    "wikidata",
]


class _Unreadable(Exception):
    """Raised if a record is left out; the message is the reason."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


def parse(data: bytes) -> Parsed:
    """Read the sitting members, or the members with offices.

    Raises SourceError if the file is not such a list, was cut short, or no record can be read.
    """
    document = YamlDocument(data)
    records: list[MemberRecord] = []
    left_out, last = 0, None
    for person in document:
        last = person
        try:
            records.append(_record(document, person))
        except _Unreadable as why:
            document.problems.append(Problem(why.line, str(why), _row(person)))
            left_out += 1
            if left_out >= UNPLACED and left_out > len(records):
                raise SourceError(
                    f"{left_out:,} records cannot be placed: "
                    f"this is not a list of this format (the last: {why})",
                    why.line,
                ) from why
    if not records:
        some = f": {document.problems[0].reason}" if document.problems else ""
        raise SourceError(
            f"no record could be read{some}",
            document.problems[0].line if document.problems else None,
        )
    if last is not None and not ("terms" in last or "offices" in last):
        raise SourceError(
            "the file was cut short: its last record has neither `terms` nor `offices`", last.line
        )
    return Parsed(
        tuple(records), tuple(sorted(document.problems, key=lambda problem: problem.line))
    )


def _record(document: YamlDocument, person: Fields) -> MemberRecord:
    if "terms" in person:
        return _member(document, person)
    if "offices" in person:
        return _offices(document, person)
    raise _Unreadable(person.line, f"{_who(person)} has neither `terms` nor `offices`")


def _member(document: YamlDocument, person: Fields) -> MemberRecord:
    terms = list(_each(document, person, "terms"))
    if not terms:
        raise _Unreadable(person.line, f"{_who(person)} has no terms")
    sitting = terms[-1]
    body = BODIES.get(kind := document.text(sitting, "type"))
    if body is None:
        raise _Unreadable(
            sitting.line,
            f"{_who(person)}: the type {quoted(kind)} of the last term "
            f"is not one of {', '.join(BODIES)}",
        )
    name, first, last, besides = _names(document, person)
    return MemberRecord(
        line=person.line,
        body=body,
        name=name,
        first_name=first,
        last_name=last,
        other_names=besides,
        electorate=electorate(document, sitting, body),
        party=document.text(sitting, "party"),
        # No `ended_on`: the `end` of a term is the day on which it is planned to end, and everybody
        # in this list sits.
        started_on=first_day(document, terms),
        identifiers=_identifiers(document, person),
        phones=tuple(_phones(document, sitting, "parliamentary")),
        addresses=tuple(
            AddressRecord("parliamentary", text=text)
            for text in [document.text(sitting, "address")]
            if text
        ),
        links=tuple(
            LinkRecord(url, kind)
            for name, kind in (("url", "website"), ("contact_form", "contact"))
            if (url := document.text(sitting, name))
        ),
    )


def _names(document: YamlDocument, person: Fields) -> tuple[str, str, str, tuple[str, ...]]:
    """Return the whole name, first name, last name and other whole names.

    The whole name is "" if it could be split into first and last name; otherwise these are "".
    """
    values = document.fields(person, "name")
    first, middle, last, suffix, nickname, official = (
        document.text(values, part)
        for part in ("first", "middle", "last", "suffix", "nickname", "official_full")
    )
    if not (official or last):
        raise _Unreadable(values.line, f"{_who(person)} has no name")
    whole = official or " ".join(filter(None, [first, last, suffix]))
    parts = split_whole_name(whole, last)
    besides = [
        " ".join(filter(None, words))
        for words in ([first, last], [first, last, suffix], [first, middle, last])
    ]
    if nickname:
        besides.insert(0, f"{nickname} {last}")
    return (
        "" if parts else whole,
        *(parts or ("", "")),
        other_names(*(besides if first and last else []), beside=whole),
    )


def _offices(document: YamlDocument, person: Fields) -> MemberRecord:
    """Read a person's offices. The record has identifiers but no name."""
    identifiers = _identifiers(document, person)
    if not identifiers:
        raise _Unreadable(person.line, "offices without a person: there is no `id`")
    offices = list(_each(document, person, "offices"))
    if not offices:
        raise _Unreadable(person.line, f"{_who(person)} has no offices")
    return MemberRecord(
        line=person.line,
        identifiers=identifiers,
        phones=tuple(
            dict.fromkeys(
                phone for office in offices for phone in _phones(document, office, "electorate")
            )
        ),
        addresses=tuple(
            dict.fromkeys(address for office in offices for address in _address(document, office))
        ),
    )


def _address(document: YamlDocument, office: Fields) -> Iterator[AddressRecord]:
    lines = [
        text for name in ("building", "address", "suite") if (text := document.text(office, name))
    ]
    line1, line2, line3 = [*lines, "", "", ""][:3]
    suburb, state, postcode = (document.text(office, name) for name in ("city", "state", "zip"))
    address = AddressRecord("electorate", "", line1, line2, line3, suburb, state, postcode)
    if address != AddressRecord("electorate"):
        yield address


def _phones(document: YamlDocument, values: Fields, kind: str) -> Iterator[PhoneRecord]:
    for name in ("phone", "fax"):
        if number := document.text(values, name):
            yield PhoneRecord(number, kind, fax=name == "fax")


def _identifiers(document: YamlDocument, person: Fields) -> tuple[IdentifierRecord, ...]:
    values = document.fields(person, "id")
    return tuple(
        IdentifierRecord(scheme, value)
        for scheme in SCHEMES
        if (value := document.text(values, scheme))
    )


def _each(document: YamlDocument, person: Fields, name: str) -> Iterator[Fields]:
    found = person[name] or []
    if not isinstance(found, list):
        raise _Unreadable(person.line, f"{_who(person)}: {name} is not a list")
    for value in found:
        if isinstance(value, Fields):
            yield value
        else:
            document.add_problem(
                person.line, f"{name}: {quoted(str(value))} is not a record; left out"
            )


def _who(person: Fields) -> str:
    names, ids = person.get("name"), person.get("id")
    known = [
        values.get(key)
        for values, keys in ((names, ("official_full", "last")), (ids, SCHEMES))
        if isinstance(values, Fields)
        for key in keys
    ]
    return next((quoted(value) for value in known if isinstance(value, str) and value), "a record")


def _row(person: Fields) -> str:
    """Return the names in a record that is left out, so that nobody in it counts as departed."""
    names = person.get("name")
    return (
        "; ".join(value for value in names.values() if isinstance(value, str) and value)
        if isinstance(names, Fields)
        else ""
    )
