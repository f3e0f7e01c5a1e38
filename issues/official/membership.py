"""Who sits, by the lists and by the directory: somebody missing, departed, still listed, moved, or
perhaps the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects

from issues.findings import seat_parts
from issues.findings.edits import change, create
from issues.findings.finding import Edit, Evidence, Finding, Fix
from issues.findings.scope import Scope
from issues.official import lists, matching
from issues.official.claims import context
from issues.official.lists import OfficialList, Person
from issues.official.matching import Match
from issues.official.moving import Move, moves
from issues.official.newcomers import Places, added
from issues.official.presence import Presence
from members.models import Chamber, Identifier, Member, Mismatch

ASKS = {"choose": "it asks whether two are one"}


@dataclass(frozen=True)
class Matches:
    """All lists in force, matched, with those of their people who moved."""

    matches: tuple[Match, ...]
    moves: tuple[Move, ...]
    presence: Presence


def standing(scope: Scope) -> Matches:
    """Every list in force is matched, whatever the scope: who is missing here may have left there."""
    matches = tuple(matching.match(listed, scope) for listed in lists.in_force(scope))
    presence = Presence(matches)
    return Matches(matches, tuple(moves(matches, presence, scope)), presence)


def missing(scope: Scope) -> Iterator[Finding]:
    """In a list, and no member: one finding for each person, whichever lists have them."""
    places = Places()
    found = standing(scope)
    claims: dict[tuple[str, str, int], list[tuple[OfficialList, Person]]] = defaultdict(list)
    moved = {id(move.person) for move in found.moves}
    for match in found.matches:
        namesakes: Counter[str] = Counter()
        for person in match.missing:
            if id(person) not in moved:
                name = min(person.names)
                claims[match.listed.chamber.slug, name, namesakes[name]].append(
                    (match.listed, person)
                )
                namesakes[name] += 1
    seen: set[tuple[str, str]] = set()
    for of_person in claims.values():
        listed, person = of_person[0]
        identity = (listed.chamber.slug, ":".join(person.identity("")))
        if identity in seen:  # two rows that nothing tells apart
            continue
        seen.add(identity)
        where = f" for {person.electorate}" if person.electorate else ""
        plain = Finding(
            subject=listed.chamber,
            key=identity[1],
            person=person.name,
            identifiers=person.identifiers,
            message=f"{_lists(each for each, _ in of_person)} has {person.name}{where} in {listed.chamber}, the directory does not.",
            evidence=Evidence(
                observed="",
                expected=", ".join(
                    filter(None, (person.name, person.electorate, person.record.party))
                ),
                compared=(min(person.names), person.electorate.casefold()),
                context=context(
                    listed, {each: f"line {row.record.line}" for each, row in of_person}
                ),
            ),
            fixes=(Fix(f"Add {person.name}", tuple(added(listed, person, places))),),
            sources=_slugs(each for each, _ in of_person),
            counted=seat_parts.too_few(listed.chamber, places.electorate(listed.chamber, person)),
        )
        dispute = found.presence.about_person(of_person)
        left_out = Fix(f"Leave {person.name} out", ())
        yield (
            dispute.instead_of(plain, "The directory does not have them.", plain.fixes, [left_out])
            if dispute
            else plain
        )


def departed(scope: Scope) -> Iterator[Finding]:
    """Members whom a list does not have."""
    found = standing(scope)
    moved = {move.member.pk for move in found.moves}
    unsure = {member.pk for match in found.matches for member, _ in match.unsure}
    claims: dict[int, list[tuple[OfficialList, Member]]] = defaultdict(list)
    for match in found.matches:
        for member in match.departed:
            if member.pk not in moved | unsure:
                claims[member.pk].append((match.listed, member))
    for of_member in claims.values():
        listed, member = of_member[0]
        left = {each: day for each, _ in of_member if (day := each.left_on(member))}
        day = next(iter(left.values())) if len(set(left.values())) == 1 else None
        has_left = f"says that {member} left on {day}, by the directory they sit"
        lacks = f"does not have {member} any more, the directory does"
        plain = Finding(
            subject=member,
            message=f"{_lists(each for each, _ in of_member)} {has_left if day and len(left) == len(of_member) else lacks}.",
            evidence=Evidence(
                observed=f"{member}, sitting in {listed.chamber}",
                expected=f"left on {day}" if day else "",
                compared=("sitting",),
                context=context(
                    listed,
                    {
                        each: f"left on {left[each]}" if each in left else "not listed"
                        for each, _ in of_member
                    },
                ),
            ),
            fixes=(_ended(member, listed, day),),
            sources=_slugs(each for each, _ in of_member),
            counted=seat_parts.too_many(member.chamber, member.electorate_id),
        )
        dispute = found.presence.about_member(member, [each for each, _ in of_member])
        kept = Fix(f"Keep {member}", ())
        yield (
            dispute.instead_of(plain, "The directory has them.", [kept], plain.fixes)
            if dispute
            else plain
        )


def still_listed(scope: Scope) -> Iterator[Finding]:
    """Members who have left by the directory, and sit by a list."""
    places = Places()
    found = standing(scope)
    moved = {id(move.person) for move in found.moves}
    claims: dict[int, list[tuple[OfficialList, Member, Person]]] = defaultdict(list)
    for match in found.matches:
        for member, person in match.still_listed:
            if id(person) not in moved:
                claims[member.pk].append((match.listed, member, person))
    for of_member in claims.values():
        listed, member, person = of_member[0]
        plain = Finding(
            subject=member,
            message=f"{_lists(each for each, _, _ in of_member)} has {member}, who left on {member.ended_on} by the directory.",
            evidence=Evidence(
                observed=f"ended on {member.ended_on}",
                expected="sitting",
                context=context(
                    listed, {each: f"line {row.record.line}" for each, _, row in of_member}
                ),
            ),
            fixes=(
                Fix("Reopen the membership", (change(member, ended_on=None),)),
                Fix(f"Add {person.name} as a new membership", tuple(added(listed, person, places))),
            ),
            sources=_slugs(each for each, _, _ in of_member),
            counted=seat_parts.too_few(member.chamber, member.electorate_id),
        )
        dispute = found.presence.about_person([(each, row) for each, _, row in of_member])
        ended = Fix(f"Leave it ended on {member.ended_on}", ())
        directory = f"By the directory {member} left on {member.ended_on}."
        yield dispute.instead_of(plain, directory, plain.fixes, [ended]) if dispute else plain


def moved(scope: Scope) -> Iterator[Finding]:
    """Members of one chamber whom another chamber's list has, and their own no longer."""
    places = Places()
    for move in standing(scope).moves:
        member, person, to = move.member, move.person, move.listed.chamber
        yield Finding(
            subject=member,
            chambers=(to,),
            message=f"{_lists([move.listed])} has {person.name} in {to}; the directory has {member} in {member.chamber}.",
            evidence=Evidence(
                observed=_seat(member.chamber, str(member.electorate or "")),
                expected=_seat(to, person.electorate),
                context=context(
                    move.listed,
                    {
                        move.listed: f"line {person.record.line}",
                        **dict.fromkeys(move.left, "not listed"),
                    },
                ),
            ),
            fixes=(
                Fix(
                    f"End the one membership, and add {person.name} to {to}",
                    (*_ended(member, move.listed).edits, *added(move.listed, person, places)),
                ),
            ),
            sources=_slugs([move.listed, *move.left]),
            counted=seat_parts.too_many(member.chamber, member.electorate_id)
            | seat_parts.too_few(to, places.electorate(to, person)),
        )


def unsure(scope: Scope) -> Iterator[Finding]:
    """A row and a member that may be one, or two: one finding for each pair, whichever lists have
    it."""
    claims: dict[tuple[int, str], list[tuple[OfficialList, Member, Person]]] = defaultdict(list)
    for match in standing(scope).matches:
        for member, person in match.unsure:
            claims[member.pk, min(person.names)].append((match.listed, member, person))
    prefetch_related_objects(
        [member for of_pair in claims.values() for _, member, _ in of_pair], "identifiers"
    )
    seen: set[tuple[int, tuple[str, str]]] = set()
    for of_pair in claims.values():
        listed, member, person = of_pair[0]
        asked = (member.pk, person.identity(""))
        if asked in seen:  # lists that call one identifier by several names ask once
            continue
        seen.add(asked)
        identities = dict.fromkeys(row.identity(each.slug) for each, _, row in of_pair)
        yield Finding(
            subject=member,
            key=":".join(person.identity("")),
            message=f"{_lists(each for each, _, _ in of_pair)} has {person.name}, the directory has {member}: the same person?",
            evidence=Evidence(
                observed=_named(member.name, str(member.electorate or "")),
                expected=_named(person.name, person.electorate),
                context={
                    **context(
                        listed, {each: f"line {row.record.line}" for each, _, row in of_pair}
                    ),
                    **ASKS,
                },
            ),
            fixes=(
                Fix(
                    f"They are the same: {member} is {person.name}",
                    tuple(_confirmed(member, of_pair)),
                ),
                Fix(
                    "They are two different people",
                    tuple(
                        create(Mismatch, member_id=member.pk, scheme=s, value=v)
                        for s, v in identities
                    ),
                ),
            ),
            sources=_slugs(each for each, _, _ in of_pair),
        )


def _ended(member: Member, listed: OfficialList, left_on: date | None = None) -> Fix:
    day = left_on or max(listed.copied_on, member.started_on or listed.copied_on)
    return Fix(f"End the membership on {day}", (change(member, ended_on=day),))


def _confirmed(
    member: Member, of_pair: list[tuple[OfficialList, Member, Person]]
) -> Iterator[Edit]:
    """The lists' identifiers, in the place of others of their schemes."""
    known = {each.scheme: each for each in member.identifiers.all()}
    given = {
        scheme: (value, listed)
        for listed, _, row in of_pair
        for scheme, value in _identities(listed, row)
    }
    for scheme, (value, listed) in given.items():
        if scheme not in known:
            yield create(
                Identifier,
                member_id=member.pk,
                scheme=scheme,
                value=value,
                verified_by=listed.slug,
                verified_on=listed.copied_on,
            )
        elif known[scheme].value.strip().casefold() != value.casefold():
            yield change(known[scheme], value=value)
    for (
        listed,
        _,
        row,
    ) in (
        of_pair
    ):  # one who has the identifier already and another name: what was confirmed is kept beside it
        scheme, value = row.described(listed.slug)
        if scheme not in known and any(
            each.value.strip() == row.identifiers.get(each.scheme) for each in known.values()
        ):
            yield create(
                Identifier,
                member_id=member.pk,
                scheme=scheme,
                value=value,
                verified_by=listed.slug,
                verified_on=listed.copied_on,
            )


def _identities(listed: OfficialList, person: Person) -> list[tuple[str, str]]:
    return list(person.identifiers.items()) or [person.identity(listed.slug)]


def _lists(listed: Iterable[OfficialList]) -> str:
    return "The official list " + ", as well as ".join(_slugs(listed))


def _slugs(listed: Iterable[OfficialList]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.slug for each in listed))


def _seat(chamber: Chamber, electorate: str) -> str:
    return f"{chamber}, {electorate}" if electorate else str(chamber)


def _named(name: str, electorate: str) -> str:
    return f"{name}, {electorate}" if electorate else name
