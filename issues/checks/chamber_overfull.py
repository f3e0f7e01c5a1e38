from collections.abc import Iterator
from itertools import groupby

from django.db.models import Count, F

from issues.findings import Evidence, Finding, Scope, Severity, check, seat_parts


@check(
    severity=Severity.ERROR,
    about="",
    compares=True,
    part_of=(
        "seat-double",
        "member-departed",
        "member-moved",
        "member-double",
        "identifier-shared",
    ),
)
def chamber_overfull(scope: Scope) -> Iterator[Finding]:
    """A chamber has more sitting members than seats.

    Why: members who have left are still listed as sitting.
    Fix: end the memberships of those who left, or correct the chamber's number of seats.
    Trap: fewer members than seats means a vacancy, which may be right. Chambers with an unknown
    number of seats are not reported.
    """
    crowded = scope.all_members().order_by().filter(chamber__seats__isnull=False).values("chamber")
    crowded = crowded.annotate(members=Count("pk")).filter(members__gt=F("chamber__seats"))
    members = (
        scope.all_members()
        .filter(chamber__in=crowded.values("chamber"))
        .order_by("chamber_id", "slug")
    )
    for chamber, group in groupby(members, key=lambda member: member.chamber):
        found = tuple(group)
        yield Finding(
            subject=chamber,
            message=f"{chamber} has {len(found)} sitting members for {chamber.seats} seats.",
            evidence=Evidence(
                f"{len(found)} members", f"at most {chamber.seats}", compared=(str(chamber.seats),)
            ),
            members=found,
            counted=seat_parts.too_many(chamber, count=len(found) - (chamber.seats or 0)),
        )
