from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby

from django.db.models import Count

from issues.findings import Evidence, Finding, Fix, Reach, Scope, Severity, change, check
from issues.values.parties import Spelling, is_none, is_office, other_spellings
from members.models import Member, Party


@check(severity=Severity.WARNING, about="party", reach=Reach.WHOLE)
def party_spelling(scope: Scope) -> Iterator[Finding]:
    """A party is another spelling of another party.

    Why: its members are missing from the list of their party.
    Fix: give its members the party that most others have. Keep the other spelling as an alias of
    it.
    Trap: when parties split, they keep nearly the same name. Only parties of one country are
    compared. A difference of a letter or two counts only if the other party is five times as large
    in the same chamber.
    """
    every = Party.objects.order_by().prefetch_related("aliases")
    parties = {
        party.pk: party for party in every if not is_none(party.name) and not is_office(party.name)
    }
    spellings = {key: Spelling(party.name, _others(party)) for key, party in parties.items()}
    for country, chambers in _countries(scope, set(parties)).items():
        odd = other_spellings(spellings, chambers.values())
        if odd:
            members = (
                scope.all_members()
                .filter(party__in=odd, chamber__country=country)
                .order_by("party_id", "chamber__slug", "slug")
            )
            for party, group in groupby(members, key=lambda member: member.party_id or 0):
                yield _finding(parties[party], parties[odd[party]], tuple(group))


def _others(party: Party) -> tuple[str, ...]:
    return tuple(filter(None, (party.abbreviation, *(alias.name for alias in party.aliases.all()))))


def _countries(scope: Scope, parties: set[int]) -> dict[str, dict[int, dict[int, int]]]:
    """Return the number of members by country, chamber and party."""
    countries: dict[str, dict[int, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    rows = (
        scope.all_members()
        .order_by()
        .values_list("chamber__country", "chamber", "party")
        .annotate(Count("pk"))
    )
    for country, chamber, party, count in rows:
        if party in parties:
            countries[country][chamber][party] = count
    return countries


def _finding(odd: Party, other: Party, members: tuple[Member, ...]) -> Finding:
    who = f"{len(members)} members are" if len(members) > 1 else f"{members[0]} is"
    return Finding(
        subject=members[0].chamber,
        key=odd.name,
        field="party",
        message=(
            f"{who} in the party {odd.name!r}, which seems to be another spelling of "
            f"{other.name!r}."
        ),
        evidence=Evidence(odd.name, other.name),
        fixes=(
            Fix(
                f"Give them the party {other.name}",
                tuple(change(member, party_id=other.pk) for member in members),
            ),
        ),
        members=members,
    )
