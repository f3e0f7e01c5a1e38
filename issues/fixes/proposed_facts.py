"""Fixes for a member's name, role, party or electorate, built from what a reporter proposes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.utils.text import Truncator
from rapidfuzz.fuzz import ratio

from issues.findings.edits import change, create_row
from issues.findings.finding import Fix
from issues.values import parties
from issues.values.capitals import capitalised, is_one_case
from issues.values.names import comment, post_nominals, title
from issues.values.nobody import is_nobody
from issues.values.order import is_misplaced
from issues.values.placeholders import is_placeholder
from issues.values.same.meaning import same_electorate
from issues.values.signs import has_signs
from members import names, normalise
from members.models import Electorate, Member, Party
from members.transfer.places import Parties

LISTED = "This is already listed."
#: The similarity (rapidfuzz ratio, 0 to 100) from which two names may be one name misspelt, and how
#: many similar names are offered at most.
ALIKE, OFFERED = 85, 3
#: A name in capitals with fewer letters may be initials.
SHOUTED = 4

Named = TypeVar("Named", Party, Electorate)


@dataclass(frozen=True)
class ProposedFixes:
    """Alternative fixes for a proposed value, and why it cannot be written as typed, or ""."""

    fixes: tuple[Fix, ...] = ()
    why: str = ""


def role(member: Member, value: str) -> ProposedFixes:
    """Return the fix that writes a proposed role."""
    return ProposedFixes((Fix(f"Write {short(value)}", (change(member, role=value),)),))


def name(member: Member, value: str) -> ProposedFixes:
    """Return the fix that writes a proposed name.

    Titles go into the honorific and letters after the name into the post-nominals.
    """
    if is_title(value):
        fixes = (
            (Fix(f"Write the honorific {short(value)}", (change(member, honorific=value),)),)
            if value != member.honorific
            else ()
        )
        return ProposedFixes(fixes, f"“{short(value)}” is a title, not a name.")
    given = _parts(value)
    why = _not_a_name(given)
    if why:
        return ProposedFixes(why=f"“{short(value)}” {why}.")
    edit = change(
        member,
        **{
            column: text
            for column, text in given._asdict().items()
            if text or column in ("first_name", "last_name")
        },
    )
    if edit.values == edit.expect:
        return ProposedFixes(why=LISTED)
    return ProposedFixes((Fix(f"Write {short(' '.join(filter(None, given)))}", (edit,)),))


def is_title(value: str) -> bool:
    """True if the value consists of titles only, as in `The Hon` or `Dr`."""
    taken = title(f"{value} Nobody")
    return bool(taken.part) and taken.rest == "Nobody"


def _parts(value: str) -> names.NameParts:
    """Split a name, and move out of its first and last name what checks would find there."""
    honorific, first, last, letters = names.split(value)
    before, behind, after = title(first), title(last), post_nominals(last, is_last=True)
    honorific = " ".join(filter(None, (honorific, before.part, behind.part if behind.rest else "")))
    letters = " ".join(filter(None, (letters, after.part.replace(",", ""))))
    first, last = before.rest if before.part else first, after.rest or behind.rest or last
    if is_one_case(f"{first} {last}", SHOUTED):
        first, last = capitalised(first) or first, capitalised(last) or last
    return names.NameParts(honorific, first, last, letters)


def _not_a_name(given: names.NameParts) -> str:
    first, last = given.first_name, given.last_name
    if is_nobody(first, last):
        return "does not name anybody"
    if comment(first).part or comment(last).part or "(" in " ".join(given):
        return "contains a comment besides the name"
    if has_signs(f"{first}\n{last}") or is_misplaced(first, last):
        return "contains characters that do not belong in a name"
    return "" if last else "is not a name"


def party(member: Member, value: str) -> ProposedFixes:
    """Return the fixes that write a proposed party: the stored one, similar ones or a new."""
    if parties.is_office(value):
        return ProposedFixes(
            why=f"“{short(value)}” is an office, not a party: it belongs to the role."
        )
    if parties.is_none(value):
        return ProposedFixes(why=f"“{short(value)}” is not a party.")
    if found := Parties().find(value):
        return _listed(member, "party", found, value)
    every = list(Party.objects.order_by("name"))
    same = [
        each
        for each in every
        if parties.plain(each.name) == parties.plain(value) or parties.are_near(each.name, value)
    ]
    near = same or _alike(every, value)
    new = () if same else (_create(member, "party", Party(name=value)),)
    return ProposedFixes(
        (*_similar(member, "party", near), *new), f"No party is called “{short(value)}” here."
    )


def electorate(member: Member, value: str) -> ProposedFixes:
    """Return the fixes that write a proposed electorate: the stored one, similar ones or a new."""
    if is_placeholder(value) or any(sign in value for sign in ("@", "://", "www.")):
        return ProposedFixes(why=f"“{short(value)}” is not an electorate.")
    chamber = member.chamber
    every = list(Electorate.objects.filter(chamber=chamber).order_by("name"))
    same = [each for each in every if each.name.casefold() == value.casefold()]
    same = same or [
        each for each in every if same_electorate(each.name, value, country=chamber.country)
    ]
    if same:
        return _listed(member, "electorate", same[0], value)
    new = Electorate(chamber=chamber, name=value, seats=chamber.members_per_electorate)
    fixes = (
        *_similar(member, "electorate", _alike(every, value)),
        _create(member, "electorate", new),
    )
    return ProposedFixes(fixes, f"{chamber} has no electorate called “{short(value)}” here.")


def _listed(member: Member, column: str, found: Party | Electorate, value: str) -> ProposedFixes:
    if getattr(member, f"{column}_id") == found.pk:
        return ProposedFixes(
            why=LISTED
            if found.name == value
            else f"{found} is already listed, and “{short(value)}” is another name for it."
        )
    return ProposedFixes((_write(member, column, found),))


def _write(member: Member, column: str, found: Party | Electorate) -> Fix:
    return Fix(f"Write {found}", (change(member, **{f"{column}_id": found.pk}),))


def _similar(member: Member, column: str, near: Iterable[Any]) -> tuple[Fix, ...]:
    """Return a fix for each row that a misspelt name may mean, except the one listed now."""
    return tuple(
        _write(member, column, each) for each in near if each.pk != getattr(member, f"{column}_id")
    )


def _create(member: Member, column: str, new: Party | Electorate) -> Fix:
    edits = (create_row(new, ref=column), change(member, **{f"{column}_id": {"ref": column}}))
    return Fix(f"Create the {column} {short(new.name)}, and write it", edits)


def _alike(every: Iterable[Named], value: str) -> list[Named]:
    plain = normalise.text(value)
    scores = [(ratio(normalise.text(each.name), plain), each) for each in every]
    return [
        each
        for score, each in sorted(scores, key=lambda scored: -scored[0])[:OFFERED]
        if score >= ALIKE
    ]


def short(text: str) -> str:
    """Return the text on one line, truncated to 60 characters."""
    return Truncator(" ".join(text.split())).chars(60)


FACTS: dict[str, Callable[[Member, str], ProposedFixes]] = {
    "name": name,
    "role": role,
    "party": party,
    "electorate": electorate,
}
