from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from issues.findings import Evidence, Finding, Scope, Severity, among, check
from issues.values.mailboxes import last_name_slip
from issues.values.patterns import Pattern, forms, holds_last_name, is_of_somebody_else, pattern
from members.models import Email

ENOUGH = 5
COLUMNS = (
    "chamber_id",
    "pk",
    "first_name",
    "last_name",
    "electorate__name",
    "emails__pk",
    "emails__normalised",
    "emails__kind",
)


@check(severity=Severity.WARNING, about="email", compares=True)
def email_not_own(scope: Scope) -> Iterator[Finding]:
    """An e-mail address contains somebody else's name or electorate.

    Why: it was copied from the row beside it, or belongs to the predecessor, so letters reach the
    wrong office.
    Fix: take the address from the member's own page. The address in the row beside it may be wrong
    too.
    Trap: it may be a former name, or an assistant's address that is meant to be there. Dismiss that
    as an accepted exception.
    """
    members = scope.all_members().order_by("chamber_id", "pk")
    if scope.chambers:
        members = members.filter(chamber__slug__in=scope.chambers)
    rows = map(_EmailRow._make, members.values_list(*COLUMNS).iterator())
    found = {
        suspect.key: suspect
        for _, chamber in groupby(rows, key=lambda row: row.chamber)
        for suspect in _suspects(list(chamber))
    }
    for email in among(scope.details(Email), found):
        suspect = found[email.pk]
        domain = email.address.rpartition("@")[2]
        whose = f"that of {suspect.other}" if suspect.other else "made of another name"
        expected = (
            f"{suspect.expected}@{domain}" if suspect.expected else "an address of the member's own"
        )
        yield Finding(
            subject=email.member,
            field=email.field,
            message=(
                f"{email.member}: by the pattern of the other addresses, {email.address!r} is "
                f"{whose}."
            ),
            evidence=Evidence(
                email.address,
                expected,
                compared=(email.normalised,),
                context={"pattern": suspect.form},
            ),
        )


class _EmailRow(NamedTuple):
    """One member and one of the member's addresses, if there is one."""

    chamber: int
    member: int
    first_name: str
    last_name: str
    electorate: str | None
    email: int | None
    address: str | None
    kind: str | None

    @property
    def forms(self) -> dict[str, str]:
        """Return the forms that an address of this member may have, by name of the form."""
        return forms(self.first_name, self.last_name, self.electorate or "")


class _Suspect(NamedTuple):
    """An address that seems to be somebody else's.

    `other` is that person's name ("" if unknown), `expected` the part before the @ that would be
    right, and `form` the pattern of the other addresses.
    """

    key: int
    other: str
    expected: str
    form: str


def _suspects(rows: list[_EmailRow]) -> Iterator[_Suspect]:
    """Yield the suspects among the rows of one chamber."""
    patterns: dict[str, Counter[Pattern | None]] = defaultdict(Counter)
    unmet: list[tuple[_EmailRow, str, str]] = []
    for row in rows:
        if row.address and row.kind != "other":
            local, _, domain = row.address.replace("'", "").partition("@")
            own = pattern(local, row.forms)
            patterns[domain][own] += 1
            if own is None:
                unmet.append((row, local, domain))
    usual = {domain: most for domain, counted in patterns.items() if (most := _usual(counted))}
    unmet = [found for found in unmet if found[2] in usual]
    owners = _owners(rows, {usual[domain].form for _, _, domain in unmet})
    listed = {(row.member, row.address) for row in rows} if unmet else set()
    for row, local, domain in unmet:
        made_by = usual[domain]
        core = made_by.core(local)
        if (
            not core
            or holds_last_name(local, row.last_name)
            or last_name_slip(local, row.first_name, row.last_name)
        ):
            continue
        others = owners.get((made_by.form, core), {})
        # an address that both list is reported by email-shared
        neighbours = [
            other
            for other in others.values()
            if other.member != row.member and (other.member, row.address) not in listed
        ]
        stranger = is_of_somebody_else(
            core, made_by.form, row.first_name, row.last_name, row.electorate or ""
        )
        if row.email and (len(others) == len(neighbours) == 1 or (not others and stranger)):
            other = (
                f"{neighbours[0].first_name} {neighbours[0].last_name}".strip()
                if neighbours
                else ""
            )
            own_core = row.forms.get(made_by.form, "")
            yield _Suspect(
                row.email,
                other,
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
    rows: Iterable[_EmailRow], wanted: set[str]
) -> dict[tuple[str, str], dict[int, _EmailRow]]:
    """Return the members whose name or electorate gives an address, by form and part of the
    address. Only the wanted forms are included.
    """
    owners: dict[tuple[str, str], dict[int, _EmailRow]] = defaultdict(dict)
    if wanted:
        for row in rows:
            made = row.forms
            for form in wanted & made.keys():
                owners[form, made[form]][row.member] = row
    return owners
