from collections.abc import Iterator

from django.db.models import Count, F

from issues.checks.helpers.peers import by_electorate
from issues.findings import Evidence, Finding, Reach, Scope, Severity, check, seat_parts


@check(
    severity=Severity.ERROR,
    about="electorate",
    reach=Reach.WHOLE,
    part_of=("member-departed", "member-moved", "member-double", "identifier-shared"),
)
def seat_double(scope: Scope) -> Iterator[Finding]:
    """An electorate has more sitting members than seats.

    Why: one of them no longer sits there, or sits elsewhere.
    Fix: end the membership of the one who left, or correct the electorate.
    Trap: if an electorate elects several members, its number of seats shows that. Electorates with
    an unknown number of seats are not reported.
    """
    crowded = (
        scope.all_members().order_by().filter(electorate__seats__isnull=False).values("electorate")
    )
    crowded = crowded.annotate(members=Count("pk")).filter(members__gt=F("electorate__seats"))
    for electorate, found in by_electorate(
        scope.all_members().filter(electorate__in=crowded.values("electorate"))
    ):
        yield Finding(
            subject=electorate,
            field="electorate",
            message=(
                f"{electorate} has {len(found)} sitting members for {electorate.seats} "
                f"{'seat' if electorate.seats == 1 else 'seats'}: {', '.join(map(str, found))}."
            ),
            evidence=Evidence(
                f"{len(found)} members",
                f"at most {electorate.seats}",
                compared=(str(electorate.seats),),
            ),
            members=found,
            counted=seat_parts.too_many(
                electorate.chamber, electorate.pk, len(found) - (electorate.seats or 0)
            ),
        )
