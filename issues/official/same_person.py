"""The question whether a row of a list and a member are the same person, and the two answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from issues.findings.edits import change, create
from issues.findings.finding import Edit, Evidence, Finding, Fix
from issues.official.all_matches import Matches
from issues.official.claims import context, lists_in_words, slugs
from issues.official.official_list import OfficialList
from issues.official.person import Person
from members.models import Identifier, Mismatch
from members.rows.rows import MemberRow

#: Put into the context of such findings: why their fixes are not applied in bulk.
ASKS = {"choose": "it asks whether they are the same person"}

#: The rows of one person, each with its list.
Rows = list[tuple[OfficialList, Person]]


def find_unsure(matched: Matches) -> Iterator[Finding]:
    """Find members and rows that may be the same person: one finding a pair, whichever lists have
    it."""
    pairs: dict[tuple[int, str], Rows] = defaultdict(list)
    members: dict[int, MemberRow] = {}
    for match in matched.matches:
        for member, person in match.unsure:
            members.setdefault(member.pk, member)
            pairs[member.pk, min(person.names)].append((match.listed, person))
    stored: dict[int, list[Identifier]] = defaultdict(list)
    for each in Identifier.objects.filter(member__in=members).order_by("pk"):
        stored[each.member_id].append(each)
    seen: set[tuple[int, tuple[str, str]]] = set()
    for (key, _), rows in pairs.items():
        asked = (key, rows[0][1].identity(""))
        if asked not in seen:  # lists with several names for one identifier ask once
            seen.add(asked)
            yield _question(members[key], rows, stored[key])


def _question(member: MemberRow, rows: Rows, stored: Iterable[Identifier]) -> Finding:
    listed, person = rows[0]
    identities = dict.fromkeys(row.identity(each.slug) for each, row in rows)
    different = tuple(
        create(Mismatch, member_id=member.pk, scheme=scheme, value=value)
        for scheme, value in identities
    )
    return Finding(
        subject=member,
        key=":".join(person.identity("")),
        message=(
            f"{lists_in_words(each for each, _ in rows)} has {person.name}, and the directory has"
            f" {member}: are they the same person?"
        ),
        evidence=Evidence(
            observed=_named(member.name, str(member.electorate or "")),
            expected=_named(person.name, person.electorate),
            context={
                **context(listed, {each: f"line {row.record.line}" for each, row in rows}),
                **ASKS,
            },
        ),
        fixes=(
            Fix(
                f"They are the same: {member} is {person.name}",
                tuple(_confirm(member, rows, stored)),
            ),
            Fix("They are two different people", different),
        ),
        sources=slugs(each for each, _ in rows),
    )


def _confirm(member: MemberRow, rows: Rows, identifiers: Iterable[Identifier]) -> Iterator[Edit]:
    """Yield the edits that give the member the lists' identifiers, in place of others of the same
    schemes."""
    stored = {each.scheme: each for each in identifiers}
    given = {
        scheme: (value, listed)
        for listed, row in rows
        for scheme, value in (list(row.identifiers.items()) or [row.identity(listed.slug)])
    }
    for scheme, (value, listed) in given.items():
        if scheme not in stored:
            yield _new_identifier(member, scheme, value, listed)
        elif stored[scheme].value.strip().casefold() != value.casefold():
            yield change(stored[scheme], value=value)
    # A member may have the identifier already and differ in name only: then the name that was
    # confirmed is kept beside it.
    for listed, row in rows:
        scheme, value = row.described(listed.slug)
        if scheme not in stored and any(
            each.value.strip() == row.identifiers.get(each.scheme) for each in stored.values()
        ):
            yield _new_identifier(member, scheme, value, listed)


def _new_identifier(member: MemberRow, scheme: str, value: str, listed: OfficialList) -> Edit:
    return create(
        Identifier,
        member_id=member.pk,
        scheme=scheme,
        value=value,
        verified_by=listed.slug,
        verified_on=listed.copied_on,
    )


def _named(name: str, electorate: str) -> str:
    return f"{name}, {electorate}" if electorate else name
