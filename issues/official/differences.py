"""Findings about members whose party, electorate, name, role or contact details differ from a list.

Two lists about one chamber make one finding for each fact. If they agree it has one fix; otherwise
it has each list's as an alternative.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from issues.findings import allowed_values
from issues.findings.edits import change, create, create_row
from issues.findings.finding import Edit, Finding, Fix
from issues.official import changes
from issues.official.changes import agreeing_field, differing_field
from issues.official.claims import Claim, Compare, merged_finding
from issues.official.comparison import ListedChamber
from issues.official.electorate_differences import compare_electorates
from issues.official.official_list import OfficialList
from issues.official.pairing import Pair
from issues.official.person import Person
from issues.values.same import names
from issues.values.same.meaning import (
    abbreviates,
    same_party,
    same_role,
)
from members import normalise
from members.models import Member, Party, PartyAlias
from members.rows.places import PartyRow
from members.rows.rows import MemberRow
from members.transfer.places import Parties


def find_differences(word: str, chamber: ListedChamber) -> Iterator[Finding]:
    """Find differences of one kind ("party", "phone") between a chamber's lists in force and the
    directory: one finding for each member and field."""
    claims: dict[int, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    members: dict[int, MemberRow] = {}
    for listed, found, reported in chamber.sides:
        compare = _COMPARE[word](word, listed, found)
        for member, person in reported:
            for claim in compare(member, person):
                members[member.pk] = member
                claims[member.pk][claim.field].append(claim)
    for key, of_member in claims.items():
        for field, of_field in of_member.items():
            if any(claim.changes for claim in of_field):
                yield merged_finding(members[key], field, of_field)


def _details(word: str, listed: OfficialList, pairs: list[Pair]) -> Compare:
    def compare(member: MemberRow, person: Person) -> Iterator[Claim]:
        for given in changes.listed_details(word, member, person, listed):
            yield Claim(listed, person, given)

    return compare


def _name(word: str, listed: OfficialList, pairs: list[Pair]) -> Compare:
    def compare(member: MemberRow, person: Person) -> Iterator[Claim]:
        plain, row = names.plain(member.first_name, member.last_name), person.member
        listed_name = names.plain(row.first_name, row.last_name)
        if not person.names:
            return
        if plain in person.names:
            yield Claim(listed, person, agreeing_field("name", row.name, plain, listed_name))
            return
        if names.plain("", row.last_name) == names.plain(
            "", member.last_name
        ) and names.says_no_more(row.first_name, member.first_name):
            return
        edits = (
            (change(member, first_name=row.first_name, last_name=row.last_name),)
            if row.name
            else ()
        )
        edits = () if allowed_values.objection(row, ["first_name", "last_name"]) else edits
        yield Claim(
            listed,
            person,
            differing_field("name", row.name, member.name, (plain, listed_name), *edits),
        )

    return compare


def _role(word: str, listed: OfficialList, pairs: list[Pair]) -> Compare:
    def compare(member: MemberRow, person: Person) -> Iterator[Claim]:
        role = person.record.role.strip()
        compared = (normalise.text(member.role), normalise.text(role))
        if role and same_role(member.role, role):
            yield Claim(listed, person, agreeing_field("role", role, *compared))
        elif role:
            edits = (
                ()
                if allowed_values.objection(Member(role=role), ["role"])
                else (change(member, role=role),)
            )
            yield Claim(
                listed, person, differing_field("role", role, member.role, compared, *edits)
            )

    return compare


def _party(word: str, listed: OfficialList, pairs: list[Pair]) -> Compare:
    parties = Parties()
    usage: dict[str, Counter[int]] = defaultdict(Counter)
    for member, person in pairs:
        if member.party_id and person.record.party:
            usage[person.record.party.casefold()][member.party_id] += 1

    def compare(member: MemberRow, person: Person) -> Iterator[Claim]:
        old, name = member.party, person.record.party.strip()
        new = parties.find(name) if name else None
        compared = (normalise.text(str(old or "")), normalise.text(str(new or name)))
        if not name:
            return
        if old and ((new and new.pk == old.pk) or same_party(old.name, name)):
            yield Claim(listed, person, agreeing_field("party", name, *compared))
            return
        most, count = usage[name.casefold()].most_common(1)[0] if usage[name.casefold()] else (0, 0)
        consistent = (
            new is None
            and old is not None
            and most == old.pk
            and count * 5 >= usage[name.casefold()].total() * 4
        )
        if consistent and old and abbreviates(name, old.name):
            yield Claim(listed, person, agreeing_field("party", name, *compared))
            return
        if new:
            edits: tuple[Edit, ...] = (change(member, party_id=new.pk),)
        elif allowed_values.objection(Party(name=name), ["name"]):
            edits = ()
        else:
            edits = (
                create_row(Party(name=name), ref="party"),
                change(member, party_id={"ref": "party"}),
            )
        alternatives = (_alias(old, name),) if consistent and old and edits else ()
        yield Claim(
            listed,
            person,
            differing_field("party", name, str(old or ""), compared, *edits),
            alternatives,
        )

    return compare


def _alias(party: PartyRow, name: str) -> Fix:
    return Fix(
        f"Record {name} as another name of {party}",
        (create(PartyAlias, party_id=party.pk, name=name),),
    )


_COMPARE: dict[str, Callable[[str, OfficialList, list[Pair]], Compare]] = {
    **dict.fromkeys(changes.RELATIONS, _details),
    "name": _name,
    "role": _role,
    "electorate": compare_electorates,
    "party": _party,
}
