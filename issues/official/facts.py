"""Of the lists' rows and the members that they are: party, electorate, name, role and details that differ, as findings.

Two lists about one chamber make one finding for each fact. Where they agree it has one fix, else each list's as an alternative.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from issues import judges
from issues.edits import change, create_row
from issues.official import changes, lists, matching, names
from issues.official.changes import Change
from issues.official.lists import OfficialList, Person
from issues.official.meaning import abbreviates, same_electorate, same_party, same_role
from issues.official.pairing import Pair
from issues.registry import Edit, Evidence, Finding, Fix
from issues.scope import Scope
from members import fields, normalise
from members.models import Electorate, Member, Party, PartyAlias
from members.places import Electorates, Parties

DISAGREE = {"choose": "the lists do not say the same"}


@dataclass(frozen=True)
class Claim:
    """What one list says of a field of a member. `besides` are other ways to put it right."""

    listed: OfficialList
    person: Person
    changes: tuple[Change, ...]
    besides: tuple[Fix, ...] = ()


def differing(word: str, scope: Scope) -> Iterator[Finding]:
    """What the lists in force say otherwise of that word (`party`, `phone`), one finding for each member and field."""
    claims: dict[int, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    members: dict[int, Member] = {}
    details = [changes.RELATIONS[word]] if word in changes.RELATIONS else []
    for listed in lists.about(scope):
        found = matching.pairs(listed, scope)
        compare = _COMPARE[word](word, listed, found)
        wanted = [(member, person) for member, person in found if not scope.only or member.slug in scope.only]
        prefetch_related_objects([member for member, _ in wanted], *details)
        for member, person in wanted:
            for claim in compare(member, person):
                members[member.pk] = member
                claims[member.pk][claim.changes[0].field].append(claim)
    for key, of_member in claims.items():
        for field, of_field in of_member.items():
            yield _finding(members[key], field, of_field)


Compare = Callable[[Member, Person], Iterator[Claim]]


def _details(word: str, listed: OfficialList, pairs: list[Pair]) -> Compare:
    def compare(member: Member, person: Person) -> Iterator[Claim]:
        found: dict[str, list[Change]] = defaultdict(list)
        for each in changes.of_details(word, member, person, listed):
            found[each.field].append(each)
        for of_field in found.values():
            yield Claim(listed, person, tuple(of_field))

    return compare


def _name(word: str, listed: OfficialList, pairs: list[Pair]) -> Compare:
    def compare(member: Member, person: Person) -> Iterator[Claim]:
        plain, row = names.plain(member.first_name, member.last_name), person.member
        if not person.names or plain in person.names:
            return
        if names.plain("", row.last_name) == names.plain("", member.last_name) and names.says_no_more(row.first_name, member.first_name):
            return
        edits = (change(member, first_name=row.first_name, last_name=row.last_name),) if row.name else ()
        edits = () if judges.objection(row, ["first_name", "last_name"]) else edits
        yield Claim(listed, person, (Change("name", member.name, row.name, (plain, names.plain(row.first_name, row.last_name)), edits),))

    return compare


def _role(word: str, listed: OfficialList, pairs: list[Pair]) -> Compare:
    def compare(member: Member, person: Person) -> Iterator[Claim]:
        role = person.record.role.strip()
        if role and not same_role(member.role, role):
            compared = (normalise.text(member.role), normalise.text(role))
            edits = () if judges.objection(Member(role=role), ["role"]) else (change(member, role=role),)
            yield Claim(listed, person, (Change("role", member.role, role, compared, edits),))

    return compare


def _electorate(word: str, listed: OfficialList, pairs: list[Pair]) -> Compare:
    chamber = listed.chamber
    known = Electorates([chamber])
    renamed = _renamed(listed, pairs)

    def compare(member: Member, person: Person) -> Iterator[Claim]:
        old, name = member.electorate, person.electorate
        if not name or (old and same_electorate(old.name, name, country=chamber.country)):
            return
        new = known.find(chamber, name) or next(
            (each for each in known.all() if same_electorate(each.name, name, country=chamber.country)), None
        )
        if new:
            edits: tuple[Edit, ...] = (change(member, electorate_id=new.pk),)
        elif judges.objection(made := Electorate(chamber=chamber, name=name, seats=chamber.members_per_electorate), ["name"]):
            edits = ()
        else:
            edits = (create_row(made, ref="electorate"), change(member, electorate_id={"ref": "electorate"}))
        move = Change("electorate", str(old or ""), name, (normalise.text(str(old or "")), normalise.text(name)), edits)
        if old and new is None and edits and renamed.get(old.pk) == name:
            rename = Change(move.field, move.observed, move.expected, move.compared, (change(old, name=name),))
            yield Claim(listed, person, (rename,), (Fix(f"Move {member} to {name}, and leave {old} as it is", edits),))
        else:
            yield Claim(listed, person, (move,))

    return compare


def _renamed(listed: OfficialList, pairs: list[Pair]) -> dict[int, str]:
    """The electorates whose name the list does not have any more, and whose members, and no other's, all sit for the same other
    one by the list: by key, with the new name."""
    seats = {(member.electorate, person.electorate) for member, person in pairs if member.electorate and person.electorate}
    named, said = Counter(old.pk for old, _ in seats), Counter(name for _, name in seats)
    still = {normalise.text(person.electorate) for person in listed.people}
    return {old.pk: name for old, name in seats if named[old.pk] == said[name] == 1 and normalise.text(old.name) not in still}


def _party(word: str, listed: OfficialList, pairs: list[Pair]) -> Compare:
    known = Parties()
    usage: dict[str, Counter[int]] = defaultdict(Counter)
    for member, person in pairs:
        if member.party_id and person.record.party:
            usage[person.record.party.casefold()][member.party_id] += 1

    def compare(member: Member, person: Person) -> Iterator[Claim]:
        old, name = member.party, person.record.party.strip()
        new = known.find(name) if name else None
        if not name or (old and (new == old or same_party(old.name, name))):
            return
        most, count = usage[name.casefold()].most_common(1)[0] if usage[name.casefold()] else (0, 0)
        consistent = new is None and old is not None and most == old.pk and count * 5 >= usage[name.casefold()].total() * 4
        if consistent and old and abbreviates(name, old.name):
            return
        if new:
            edits: tuple[Edit, ...] = (change(member, party_id=new.pk),)
        elif judges.objection(Party(name=name), ["name"]):
            edits = ()
        else:
            edits = (create_row(Party(name=name), ref="party"), change(member, party_id={"ref": "party"}))
        besides = (_alias(old, name),) if consistent and old and edits else ()
        compared = (normalise.text(str(old or "")), normalise.text(str(new or name)))
        yield Claim(listed, person, (Change("party", str(old or ""), name, compared, edits),), besides)

    return compare


def _alias(party: Party, name: str) -> Fix:
    return Fix(f"Remember that {name} is another name of {party}", (create_row(PartyAlias(party=party, name=name), party_id=party.pk),))


_COMPARE: dict[str, Callable[[str, OfficialList, list[Pair]], Compare]] = {
    **dict.fromkeys(changes.RELATIONS, _details),
    "name": _name,
    "role": _role,
    "electorate": _electorate,
    "party": _party,
}


def _finding(member: Member, field: str, claims: list[Claim]) -> Finding:
    """One finding of all lists' claims about one field of a member."""
    first = claims[0]
    every = list({each.compared: each for claim in claims for each in claim.changes}.values())
    agree = all({each.compared for each in claim.changes} == {each.compared for each in first.changes} for claim in claims)
    fixes = [_fix(first, "")] if agree else [_fix(claim, f", as {claim.listed.slug} says") for claim in claims]
    besides = {fix.label: fix for claim in claims for fix in claim.besides}
    observed = list(dict.fromkeys(each.observed for each in every if each.observed))
    expected = list(dict.fromkeys(each.expected for each in every))
    slugs = tuple(dict.fromkeys(claim.listed.slug for claim in claims))
    unusable = "" if any(fixes) else " But that is none that the directory could take: the list itself is wrong."
    return Finding(
        subject=member,
        field=field,
        message=_message(member, field, observed, expected, slugs) + unusable,
        evidence=Evidence(
            observed="; ".join(observed),
            expected="; ".join(expected),
            compared=tuple(part for each in sorted(every, key=lambda each: each.compared) for part in each.compared),
            context={**context(first.listed, {claim.listed: _says(claim) for claim in claims}), **({} if agree else DISAGREE)},
        ),
        fixes=tuple(fix for fix in (*fixes, *besides.values()) if fix),
        sources=slugs,
    )


def context(first: OfficialList, said: dict[OfficialList, str]) -> dict[str, str]:
    """What stands beside the evidence of lists: the key of the copy, and what each list says where."""
    return {"copy": str(first.snapshot.pk), **{listed.slug: f"{words} ({listed.claim})" for listed, words in said.items()}}


def _says(claim: Claim) -> str:
    return f"{'; '.join(each.expected for each in claim.changes)}, line {claim.person.record.line}"


def _fix(claim: Claim, ending: str) -> Fix | None:
    edits = tuple(edit for each in claim.changes for edit in each.edits)
    written = "; ".join(each.expected for each in claim.changes if each.edits)
    return Fix(f"Write {' '.join(written.split())}{ending}", edits) if edits else None


def _message(member: Member, field: str, observed: list[str], expected: list[str], sources: tuple[str, ...]) -> str:
    lists = f"the official list {sources[0]} has" if len(sources) == 1 else f"the official lists {' and '.join(sources)} have"
    new, old = " ".join("; ".join(expected).split()), " ".join("; ".join(observed).split())
    return f"{fields.label(field)} of {member}: {lists} {new}, the directory has {old or 'nothing'}."
