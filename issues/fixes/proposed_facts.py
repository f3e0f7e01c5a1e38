"""What a reporter proposes for a fact of a member's own - name, role, party, electorate - read as
what can be written."""

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

LISTED = "This is listed already."
#: Names alike in so many of a hundred parts may be the same with a slip of the pen; so many of them
#: are offered.
ALIKE, OFFERED = 85, 3
#: Letters from which on a name in capitals is one, and no initials.
SHOUTED = 4

Named = TypeVar("Named", Party, Electorate)


@dataclass(frozen=True)
class ProposedFixes:
    """The fixes that may be meant, each an alternative, and why the value cannot be written just as
    it was typed ("" if it can)."""

    fixes: tuple[Fix, ...] = ()
    why: str = ""


def role(member: Member, value: str) -> ProposedFixes:
    return ProposedFixes((Fix(f"Write {short(value)}", (change(member, role=value),)),))


def name(member: Member, value: str) -> ProposedFixes:
    """Read a whole name: titles go to the honorific, letters after the name to the post-nominals."""
    if is_title(value):
        fixes = (
            (Fix(f"Write the honorific {short(value)}", (change(member, honorific=value),)),)
            if value != member.honorific
            else ()
        )
        return ProposedFixes(fixes, f"“{short(value)}” is a title and no name.")
    given = _parts(value)
    why = _not_a_name(given)
    if why:
        return ProposedFixes(why=f"“{short(value)}” {why}.")
    edit = change(
        member,
        **{
            column: said
            for column, said in given._asdict().items()
            if said or column in ("first_name", "last_name")
        },
    )
    if edit.values == edit.expect:
        return ProposedFixes(why=LISTED)
    return ProposedFixes((Fix(f"Write {short(' '.join(filter(None, given)))}", (edit,)),))


def is_title(value: str) -> bool:
    """True if all of this is titles: `The Hon`, `Dr`."""
    taken = title(f"{value} Nobody")
    return bool(taken.part) and taken.rest == "Nobody"


def _parts(value: str) -> names.NameParts:
    """Take a name apart, and out of its first and last name what checks would find there."""
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
        return "names nobody"
    if comment(first).part or comment(last).part or "(" in " ".join(given):
        return "has a comment in it besides the name"
    if has_signs(f"{first}\n{last}") or is_misplaced(first, last):
        return "has signs in it that no name has"
    return "" if last else "is not a name"


def party(member: Member, value: str) -> ProposedFixes:
    if parties.is_office(value):
        return ProposedFixes(
            why=f"“{short(value)}” is an office, not a party: it belongs to the role."
        )
    if parties.is_none(value):
        return ProposedFixes(why=f"“{short(value)}” is not a party.")
    if found := Parties().find(value):
        return _known(member, "party", found, value)
    every = list(Party.objects.order_by("name"))
    same = [
        each
        for each in every
        if parties.plain(each.name) == parties.plain(value) or parties.are_near(each.name, value)
    ]
    near = same or _alike(every, value)
    made = () if same else (_made(member, "party", Party(name=value)),)
    return ProposedFixes(
        (*_instead(member, "party", near), *made), f"No party is called “{short(value)}” here."
    )


def electorate(member: Member, value: str) -> ProposedFixes:
    if is_placeholder(value) or any(sign in value for sign in ("@", "://", "www.")):
        return ProposedFixes(why=f"“{short(value)}” is not an electorate.")
    chamber = member.chamber
    every = list(Electorate.objects.filter(chamber=chamber).order_by("name"))
    same = [each for each in every if each.name.casefold() == value.casefold()]
    same = same or [
        each for each in every if same_electorate(each.name, value, country=chamber.country)
    ]
    if same:
        return _known(member, "electorate", same[0], value)
    new = Electorate(chamber=chamber, name=value, seats=chamber.members_per_electorate)
    fixes = (
        *_instead(member, "electorate", _alike(every, value)),
        _made(member, "electorate", new),
    )
    return ProposedFixes(fixes, f"{chamber} has no electorate called “{short(value)}” here.")


def _known(member: Member, column: str, found: Party | Electorate, value: str) -> ProposedFixes:
    if getattr(member, f"{column}_id") == found.pk:
        return ProposedFixes(
            why=LISTED
            if found.name == value
            else f"{found} is listed already, and “{short(value)}” is another name for it."
        )
    return ProposedFixes((_write(member, column, found),))


def _write(member: Member, column: str, found: Party | Electorate) -> Fix:
    return Fix(f"Write {found}", (change(member, **{f"{column}_id": found.pk}),))


def _instead(member: Member, column: str, near: Iterable[Any]) -> tuple[Fix, ...]:
    """Offer what may be meant by a slip of the pen, other than what is listed now."""
    return tuple(
        _write(member, column, each) for each in near if each.pk != getattr(member, f"{column}_id")
    )


def _made(member: Member, column: str, new: Party | Electorate) -> Fix:
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
    return Truncator(" ".join(text.split())).chars(60)


FACTS: dict[str, Callable[[Member, str], ProposedFixes]] = {
    "name": name,
    "role": role,
    "party": party,
    "electorate": electorate,
}
