"""Members whose electorate differs from an official list's, and electorates that it renamed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from issues.findings import allowed_values
from issues.findings.edits import change, create_row
from issues.findings.finding import Edit, Fix
from issues.official.changes import agreeing_field, differing_field
from issues.official.claims import Claim, Compare
from issues.official.official_list import OfficialList
from issues.official.pairing import Pair
from issues.official.person import Person
from issues.values.same.meaning import electorate_key, same_electorate
from members import normalise
from members.models import Electorate
from members.rows.rows import MemberRow
from members.transfer.places import Electorates


def compare_electorates(word: str, listed: OfficialList, pairs: list[Pair]) -> Compare:
    """Return a function that compares a member's electorate with a row's of that list; `pairs` are
    all members with their rows."""
    chamber = listed.chamber
    electorates = Electorates([chamber])
    renamed = _renamed(listed, pairs)
    alike: dict[str, Electorate] = {}
    for each in electorates.all():
        alike.setdefault(electorate_key(each.name, chamber.country), each)

    def compare(member: MemberRow, person: Person) -> Iterator[Claim]:
        old, name = member.electorate, person.electorate
        compared = (normalise.text(str(old or "")), normalise.text(name))
        if not name:
            return
        if old and same_electorate(old.name, name, country=chamber.country):
            yield Claim(listed, person, agreeing_field("electorate", name, *compared))
            return
        new = electorates.find(chamber, name) or alike.get(electorate_key(name, chamber.country))
        if new:
            edits: tuple[Edit, ...] = (change(member, electorate_id=new.pk),)
        elif allowed_values.objection(
            made := Electorate(chamber=chamber, name=name, seats=chamber.members_per_electorate),
            ["name"],
        ):
            edits = ()
        else:
            edits = (
                create_row(made, ref="electorate"),
                change(member, electorate_id={"ref": "electorate"}),
            )
        if old and new is None and edits and renamed.get(old.pk) == name:
            alternatives = (Fix(f"Move {member} to {name}, and leave {old} as it is", edits),)
            yield Claim(
                listed,
                person,
                differing_field("electorate", name, old.name, compared, change(old, name=name)),
                alternatives,
            )
        else:
            yield Claim(
                listed,
                person,
                differing_field("electorate", name, str(old or ""), compared, *edits),
            )

    return compare


def _renamed(listed: OfficialList, pairs: list[Pair]) -> dict[int, str]:
    """Return electorates that the list seems to have renamed: a dict of electorate key to the new
    name.

    The list no longer has the old name. All members of the electorate, and nobody else, sit for the
    new one by the list.
    """
    seats = {
        (member.electorate, person.electorate)
        for member, person in pairs
        if member.electorate and person.electorate
    }
    of_old, of_new = Counter(old.pk for old, _ in seats), Counter(name for _, name in seats)
    still_listed = {normalise.text(person.electorate) for person in listed.people}
    return {
        old.pk: name
        for old, name in seats
        if of_old[old.pk] == of_new[name] == 1 and normalise.text(old.name) not in still_listed
    }
