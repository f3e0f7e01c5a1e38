"""Findings about who sits: members that the lists and the directory do not both have, or have in
different chambers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from issues.findings import seat_parts
from issues.findings.edits import change
from issues.findings.finding import AnyChamber, Evidence, Finding, Fix
from issues.official.all_matches import Matches
from issues.official.claims import context, lists_in_words, slugs
from issues.official.moving import Move
from issues.official.newcomers import DirectoryPlaces, edits_adding
from issues.official.official_list import OfficialList
from issues.official.person import Person
from members.rows.rows import MemberRow


def missing(matched: Matches) -> Iterator[Finding]:
    """Find people in a list who are not members: one finding a person, whichever lists have
    them."""
    places = DirectoryPlaces()
    seen: set[tuple[str, str]] = set()
    for rows in _missing_people(matched):
        listed, person = rows[0]
        identity = (listed.chamber.slug, ":".join(person.identity("")))
        if identity in seen:  # two rows that cannot be told apart
            continue
        seen.add(identity)
        plain = _missing(rows, places)
        dispute = matched.presence.about_person(rows)
        left_out = Fix(f"Leave {person.name} out", ())
        yield (
            dispute.instead_of(plain, "The directory does not have them.", plain.fixes, [left_out])
            if dispute
            else plain
        )


def _missing_people(matched: Matches) -> list[list[tuple[OfficialList, Person]]]:
    """Return each missing person who has not moved, as the rows of all lists that have them.

    The rows of two lists are one person's if chamber and name are the same. Of several people with
    one name in one list, the first goes with the first of the other list.
    """
    people: dict[tuple[str, str, int], list[tuple[OfficialList, Person]]] = defaultdict(list)
    moved_people = {id(move.person) for move in matched.moves}
    for match in matched.matches:
        namesakes: Counter[str] = Counter()
        for person in match.missing:
            if id(person) not in moved_people:
                name = min(person.names)
                people[match.listed.chamber.slug, name, namesakes[name]].append(
                    (match.listed, person)
                )
                namesakes[name] += 1
    return list(people.values())


def _missing(rows: list[tuple[OfficialList, Person]], places: DirectoryPlaces) -> Finding:
    listed, person = rows[0]
    where = f" for {person.electorate}" if person.electorate else ""
    return Finding(
        subject=listed.chamber,
        key=":".join(person.identity("")),
        person=person.name,
        identifiers=person.identifiers,
        message=(
            f"{lists_in_words(each for each, _ in rows)} has {person.name}{where} in"
            f" {listed.chamber}; the directory does not."
        ),
        evidence=Evidence(
            observed="",
            expected=", ".join(filter(None, (person.name, person.electorate, person.record.party))),
            compared=(min(person.names), person.electorate.casefold()),
            context=context(listed, {each: f"line {row.record.line}" for each, row in rows}),
        ),
        fixes=(Fix(f"Add {person.name}", tuple(edits_adding(listed, person, places))),),
        sources=slugs(each for each, _ in rows),
        counted=seat_parts.too_few(listed.chamber, places.electorate(listed.chamber, person)),
    )


def departed(matched: Matches) -> Iterator[Finding]:
    """Find sitting members who are not in a list: one finding a member, whichever lists lack
    them."""
    elsewhere = {move.member.pk for move in matched.moves}
    elsewhere |= {member.pk for match in matched.matches for member, _ in match.unsure}
    lacking: dict[int, list[OfficialList]] = defaultdict(list)
    members: dict[int, MemberRow] = {}
    for match in matched.matches:
        for member in match.departed:
            if member.pk not in elsewhere:
                members.setdefault(member.pk, member)
                lacking[member.pk].append(match.listed)
    for key, lists in lacking.items():
        member = members[key]
        plain = _departed(member, lists)
        dispute = matched.presence.about_member(member, lists)
        kept = Fix(f"Keep {member}", ())
        yield (
            dispute.instead_of(plain, "The directory has them.", [kept], plain.fixes)
            if dispute
            else plain
        )


def _departed(member: MemberRow, lists: list[OfficialList]) -> Finding:
    listed = lists[0]
    left_on = {each: day for each in lists if (day := each.left_on(member))}
    day = next(iter(left_on.values())) if len(set(left_on.values())) == 1 else None
    has_left = f"reports that {member} left on {day}; in the directory they still sit"
    lacks = f"no longer has {member}; the directory does"
    reason = has_left if day and len(left_on) == len(lists) else lacks
    return Finding(
        subject=member,
        message=f"{lists_in_words(lists)} {reason}.",
        evidence=Evidence(
            observed=f"{member}, sitting in {listed.chamber}",
            expected=f"left on {day}" if day else "",
            compared=("sitting",),
            context=context(
                listed,
                {
                    each: f"left on {left_on[each]}" if each in left_on else "not listed"
                    for each in lists
                },
            ),
        ),
        fixes=(_end_membership(member, listed, day),),
        sources=slugs(lists),
        counted=seat_parts.too_many(member.chamber, member.electorate_id),
    )


def still_listed(matched: Matches) -> Iterator[Finding]:
    """Find members who have left according to the directory, and sit according to a list."""
    places = DirectoryPlaces()
    moved_people = {id(move.person) for move in matched.moves}
    rows: dict[int, list[tuple[OfficialList, Person]]] = defaultdict(list)
    members: dict[int, MemberRow] = {}
    for match in matched.matches:
        for member, person in match.still_listed:
            if id(person) not in moved_people:
                members.setdefault(member.pk, member)
                rows[member.pk].append((match.listed, person))
    for key, of_member in rows.items():
        member = members[key]
        plain = _still_listed(member, of_member, places)
        dispute = matched.presence.about_person(of_member)
        ended = Fix(f"Leave it ended on {member.ended_on}", ())
        directory = f"According to the directory {member} left on {member.ended_on}."
        yield dispute.instead_of(plain, directory, plain.fixes, [ended]) if dispute else plain


def _still_listed(
    member: MemberRow, rows: list[tuple[OfficialList, Person]], places: DirectoryPlaces
) -> Finding:
    listed, person = rows[0]
    return Finding(
        subject=member,
        message=(
            f"{lists_in_words(each for each, _ in rows)} has {member}, who left on"
            f" {member.ended_on} according to the directory."
        ),
        evidence=Evidence(
            observed=f"ended on {member.ended_on}",
            expected="sitting",
            context=context(listed, {each: f"line {row.record.line}" for each, row in rows}),
        ),
        fixes=(
            Fix("Reopen the membership", (change(member, ended_on=None),)),
            Fix(
                f"Add {person.name} as a new membership",
                tuple(edits_adding(listed, person, places)),
            ),
        ),
        sources=slugs(each for each, _ in rows),
        counted=seat_parts.too_few(member.chamber, member.electorate_id),
    )


def moved(matched: Matches) -> Iterator[Finding]:
    """Find members of one chamber who are in another chamber's list, and no longer in their
    own."""
    places = DirectoryPlaces()
    for move in matched.moves:
        yield _moved(move, places)


def _moved(move: Move, places: DirectoryPlaces) -> Finding:
    member, person, to = move.member, move.person, move.listed.chamber
    return Finding(
        subject=member,
        chambers=(to,),
        message=(
            f"{lists_in_words([move.listed])} has {person.name} in {to}; the directory has"
            f" {member} in {member.chamber}."
        ),
        evidence=Evidence(
            observed=_seat(member.chamber, str(member.electorate or "")),
            expected=_seat(to, person.electorate),
            context=context(
                move.listed,
                {
                    move.listed: f"line {person.record.line}",
                    **dict.fromkeys(move.departed_from, "not listed"),
                },
            ),
        ),
        fixes=(
            Fix(
                f"End this membership, and add {person.name} to {to}",
                (
                    *_end_membership(member, move.listed).edits,
                    *edits_adding(move.listed, person, places),
                ),
            ),
        ),
        sources=slugs([move.listed, *move.departed_from]),
        counted=seat_parts.too_many(member.chamber, member.electorate_id)
        | seat_parts.too_few(to, places.electorate(to, person)),
    )


def _end_membership(member: MemberRow, listed: OfficialList, left_on: date | None = None) -> Fix:
    day = left_on or max(listed.copied_on, member.started_on or listed.copied_on)
    return Fix(f"End the membership on {day}", (change(member, ended_on=day),))


def _seat(chamber: AnyChamber, electorate: str) -> str:
    return f"{chamber}, {electorate}" if electorate else str(chamber)
