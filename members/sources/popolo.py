"""Popolo JSON (https://www.popoloproject.com/specs/): persons and their memberships of chambers.

docs/popolo.md lists what is read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from members.sources.popolo_contacts import Contacts
from members.sources.popolo_document import Fields, Membership, PopoloDocument
from members.sources.popolo_terms import JoinedTerms, PartialDate, Term, day, sittings
from members.sources.records import IdentifierRecord, MemberRecord, Parsed, SourceError
from members.sources.text import UNPLACED, quoted

CHAMBERS = {
    "",
    "legislature",
    "chamber",
    "parliament",
    "house",
    "upper house",
    "lower house",
    "upper",
    "lower",
    "assembly",
    "senate",
    "council",
}
PARTIES = {"party", "political party"}


def parse(data: bytes) -> Parsed:
    """Read the members, one for each sitting. Raises SourceError if the file is not Popolo."""
    document = PopoloDocument(data)
    terms: dict[str, list[Term]] = defaultdict(list)
    parties: dict[str, str] = {}
    for membership in document.memberships():
        _place(document, membership, terms, parties)
    records: list[MemberRecord] = []
    left_out = 0
    for key, (line, values) in document.persons.items():
        name = " ".join(
            document.text(line, values, part) for part in ("name", "given_name", "family_name")
        ).strip()
        if not name:
            document.add_problem(line, f"the person {quoted(key)} has no name")
        elif key not in terms:
            document.add_problem(line, f"{quoted(name)} has no membership of a chamber")
        else:
            records += _members(document, key, terms[key], parties.get(key, ""))
            continue
        left_out += 1
        if left_out >= UNPLACED and left_out * 2 > len(document.persons):
            raise SourceError(
                f"{left_out:,} of {len(document.persons):,} persons cannot be placed: "
                "this is not a list of this format",
                line,
            )
    return Parsed(
        tuple(records), tuple(sorted(document.problems, key=lambda problem: problem.line))
    )


def _place(
    document: PopoloDocument,
    membership: Membership,
    terms: dict[str, list[Term]],
    parties: dict[str, str],
) -> None:
    """Add a membership to the person's terms, or set the person's party if it is one of a party."""
    line, person, organization, values = membership
    post = document.referred(line, values, "post", "posts") or {}
    named = any(values.get(name) for name in ("organization", "organization_id"))
    if organization is None:
        organization = document.referred(
            line, values if named else post, "organization", "organizations"
        )
        if organization is None and (named or post.get("organization_id")):
            return  # `referred` reported that the file lacks it
    body = organization or {}
    name, classification = (
        document.text(line, body, "name"),
        document.text(line, body, "classification"),
    )
    plain = classification.lower().replace("_", " ").replace("-", " ")
    if plain in PARTIES:
        parties[person] = name
    elif plain in CHAMBERS:
        terms[person].append(_term(document, membership, body, post))
    else:
        document.add_problem(
            line,
            f"a membership of {quoted(name)} ({classification}) "
            "is not a seat in a chamber; left out",
        )


def _term(document: PopoloDocument, membership: Membership, body: Fields, post: Fields) -> Term:
    line, values = membership.line, membership.values
    period = document.referred(line, values, "legislative_period", "events") or {}
    own = any(values.get(name) for name in ("area", "area_id"))
    area = document.referred(line, values if own else post, "area", "areas") or {}
    party = document.text(
        line, document.referred(line, values, "on_behalf_of", "organizations") or {}, "name"
    )
    return Term(
        line=line,
        body=document.text(line, body, "slug")
        or document.text(line, body, "id").rpartition("/")[2],
        start=_day(document, line, values, period, "start_date"),
        end=_day(document, line, values, period, "end_date"),
        role=document.text(line, values, "role")
        or document.text(line, post, "role")
        or document.text(line, post, "label"),
        party="" if party.lower() == "unknown" else party,
        electorate=document.text(line, area, "name"),
        parts=(values, post),
    )


def _day(
    document: PopoloDocument, line: int, values: Fields, period: Fields, name: str
) -> PartialDate | None:
    text = document.text(line, values, name) or document.text(line, period, name)
    try:
        return day(text, last=name == "end_date")
    except ValueError:
        document.add_problem(line, f"{name}: {quoted(text)} is not a date; left blank")
        return None


def _members(
    document: PopoloDocument, key: str, terms: list[Term], party: str
) -> Iterator[MemberRecord]:
    for body in dict.fromkeys(term.body for term in terms):
        for sitting in sittings([term for term in terms if term.body == body]):
            yield _member(document, key, sitting, body, party)


def _member(
    document: PopoloDocument, key: str, sitting: JoinedTerms, body: str, party: str
) -> MemberRecord:
    line, person = document.persons[key]
    contacts = Contacts(document, line, person)
    for term in sitting.terms:
        for part in term.parts:
            contacts.add(term.line, part)
    return MemberRecord(
        line=line,
        body=body,
        name=document.text(line, person, "name"),
        honorific=document.text(line, person, "honorific_prefix"),
        first_name=document.text(line, person, "given_name"),
        last_name=document.text(line, person, "family_name"),
        post_nominals=document.text(line, person, "honorific_suffix"),
        role="; ".join(sitting.roles),
        electorate=sitting.electorate,
        party=sitting.party or party,
        started_on=_exact(document, sitting, sitting.start, "started_on"),
        ended_on=_exact(document, sitting, sitting.end, "ended_on"),
        photo_url=document.text(line, person, "image"),
        identifiers=tuple(_identifiers(document, key)),
        emails=tuple(contacts.emails.values()),
        phones=tuple(contacts.phones),
        addresses=tuple(contacts.addresses),
        links=tuple(contacts.links),
    )


def _exact(
    document: PopoloDocument, sitting: JoinedTerms, given: PartialDate | None, name: str
) -> date | None:
    if given is None or given.whole:
        return given.at if given else None
    document.add_problem(
        sitting.terms[-1].line, f"{name}: {quoted(given.text)} is not a complete date; left blank"
    )
    return None


def _identifiers(document: PopoloDocument, key: str) -> Iterator[IdentifierRecord]:
    line, values = document.persons[key]
    yield IdentifierRecord("popolo", key)
    for given in document.objects(line, values, "identifiers"):
        scheme, value = (
            document.text(line, given, "scheme"),
            document.text(line, given, "identifier"),
        )
        if value and scheme and len(scheme) <= 50:
            yield IdentifierRecord(scheme, value)
        elif value:
            document.add_problem(
                line,
                f"identifiers: {quoted(value)} has no scheme, "
                "or one of more than 50 characters; left out",
            )
