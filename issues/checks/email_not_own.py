from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from issues.findings import ChamberMembers, Evidence, Finding, MemberRow, Reach, Severity, check
from issues.values.mailboxes import last_name_slip
from issues.values.patterns import Pattern, forms, holds_last_name, is_of_somebody_else, pattern
from members.rows.details import EmailRow

ENOUGH = 5


@check(severity=Severity.WARNING, about="email", reach=Reach.CHAMBER)
def email_not_own(chamber: ChamberMembers) -> Iterator[Finding]:
    """An e-mail address contains somebody else's name or electorate.

    Why: it was copied from the row beside it, or belongs to the predecessor, so letters reach the
    wrong office.
    Fix: take the address from the member's own page. The address in the row beside it may be wrong
    too.
    Trap: it may be a former name, or an assistant's address that is meant to be there. Dismiss that
    as an accepted exception.
    """
    for suspect in _suspects(chamber):
        email = suspect.email
        domain = email.address.rpartition("@")[2]
        whose = f"that of {suspect.other}" if suspect.other else "made of another name"
        expected = (
            f"{suspect.expected}@{domain}" if suspect.expected else "an address of the member's own"
        )
        yield Finding(
            subject=suspect.member,
            field=email.field,
            message=(
                f"{suspect.member}: by the pattern of the other addresses, {email.address!r} is "
                f"{whose}."
            ),
            evidence=Evidence(
                email.address,
                expected,
                compared=(email.normalised,),
                context={"pattern": suspect.form},
            ),
        )


class _Suspect(NamedTuple):
    """An address that seems to be somebody else's.

    `other` is that person's name ("" if unknown), `expected` the part before the @ that would be
    right, and `form` the pattern of the other addresses.
    """

    member: MemberRow
    email: EmailRow
    other: str
    expected: str
    form: str


def _forms(member: MemberRow) -> dict[str, str]:
    """Return the forms that an address of this member may have, by name of the form."""
    return forms(member.first_name, member.last_name, _electorate(member))


def _electorate(member: MemberRow) -> str:
    return member.electorate.name if member.electorate else ""


def _suspects(chamber: ChamberMembers) -> Iterator[_Suspect]:
    """Yield the suspects of a chamber."""
    patterns: dict[str, Counter[Pattern | None]] = defaultdict(Counter)
    unmet: list[tuple[MemberRow, EmailRow, str, str]] = []
    for member in chamber.sitting:
        made: dict[str, str] = {}
        for email in member.emails:
            if email.normalised and email.kind != "other":
                made = made or _forms(member)
                local, _, domain = email.normalised.replace("'", "").partition("@")
                own = pattern(local, made)
                patterns[domain][own] += 1
                if own is None:
                    unmet.append((member, email, local, domain))
    usual = {domain: most for domain, counted in patterns.items() if (most := _usual(counted))}
    unmet = [found for found in unmet if found[3] in usual]
    owners = _owners(chamber.sitting if unmet else (), {usual[found[3]].form for found in unmet})
    for member, email, local, domain in unmet:
        made_by = usual[domain]
        core = made_by.core(local)
        if (
            not core
            or holds_last_name(local, member.last_name)
            or last_name_slip(local, member.first_name, member.last_name)
        ):
            continue
        others = owners.get((made_by.form, core), [])
        # an address that both list is reported by email-shared
        neighbours = [
            other
            for other in others
            if other.pk != member.pk
            and all(each.normalised != email.normalised for each in other.emails)
        ]
        stranger = is_of_somebody_else(
            core, made_by.form, member.first_name, member.last_name, _electorate(member)
        )
        if len(others) == len(neighbours) == 1 or (not others and stranger):
            own_core = _forms(member).get(made_by.form, "")
            yield _Suspect(
                member,
                email,
                neighbours[0].name if neighbours else "",
                own_core and f"{made_by.before}{own_core}{made_by.after}",
                made_by.form,
            )


def _usual(counted: Counter[Pattern | None]) -> Pattern | None:
    """Return the pattern that at least five addresses and more than half of them
    follow, or None.
    """
    found, times = counted.most_common(1)[0]
    return found if times >= ENOUGH and 2 * times > counted.total() else None


def _owners(
    members: Iterable[MemberRow], wanted: set[str]
) -> dict[tuple[str, str], list[MemberRow]]:
    """Return the members whose name or electorate gives an address, by form and part of the
    address. Only the wanted forms are included.
    """
    owners: dict[tuple[str, str], list[MemberRow]] = defaultdict(list)
    for member in members:
        made = _forms(member)
        for form in wanted & made.keys():
            owners[form, made[form]].append(member)
    return owners
