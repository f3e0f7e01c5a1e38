from collections.abc import Iterator

from django.db.models import Prefetch

from issues.checks.helpers.vacancies import vacancies
from issues.findings import Evidence, Finding, Reach, Scope, Severity, among, check, seat_parts
from members.models import Electorate


@check(
    severity=Severity.INFO,
    about="electorate",
    reach=Reach.WHOLE,
    part_of=("member-missing", "member-moved", "member-still-listed"),
)
def seat_vacant(scope: Scope) -> Iterator[Finding]:
    """Nobody sits for an electorate, or fewer members than it has seats.

    Why: its people find nobody to write to. A member may be missing from the list, or be listed for
    another electorate.
    Fix: add the member, or give the member the right electorate. If the electorate was abolished,
    set its seats to 0.
    Trap: after a member resigned or died, the seat is vacant until somebody is elected, and that is
    right. If electorates lack more members than their chamber does, some of them are former
    electorates, and chamber-vacant reports the chamber instead.
    """
    vacant = [pk for chamber in vacancies(scope) if chamber.located for pk in chamber.electorates]
    members = Prefetch("members", scope.all_members().order_by("slug"))
    for electorate in among(
        Electorate.objects.select_related("chamber").prefetch_related(members), vacant
    ):
        names = [str(member) for member in electorate.members.all()]
        wanted = electorate.seats or 1
        who = f"Only {', '.join(names)} (of {wanted} members)" if names else "Nobody"
        yield Finding(
            subject=electorate,
            field="electorate",
            message=(
                f"{who} sit{'' if len(names) > 1 else 's'} for {electorate} ({electorate.chamber})."
            ),
            evidence=Evidence(f"{len(names)} members", f"{wanted}", compared=(str(wanted),)),
            counted=seat_parts.too_few(electorate.chamber, electorate.pk, wanted - len(names)),
        )
