"""Identifiers in the form in which they are compared: those of a chamber's members, and those of a
row of its list."""

from __future__ import annotations

from collections import defaultdict

from issues.official.official_list import OfficialList
from issues.official.person import Person
from members.models import Identifier


def stored(listed: OfficialList) -> dict[int, list[tuple[str, str]]]:
    """Return the identifiers of the chamber's members: a dict of member key to (scheme, value in
    lower case)."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = (
        Identifier.objects.filter(member__chamber=listed.chamber)
        .order_by("pk")
        .values_list("member", "scheme", "value")
    )
    for member, scheme, value in rows:
        if value.strip():
            found[member].append((scheme, value.strip().casefold()))
    return found


def of_row(person: Person) -> list[tuple[str, str]]:
    """Return the identifiers of a row, each as (scheme, value in lower case)."""
    return [(scheme, value.casefold()) for scheme, value in person.identifiers.items()]
