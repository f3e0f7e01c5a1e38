from collections.abc import Iterator

from issues.checks.helpers.vacancies import vacancies
from issues.findings import Evidence, Finding, Reach, Scope, Severity, check, seat_parts
from members.models import Chamber


@check(
    severity=Severity.INFO,
    about="",
    reach=Reach.WHOLE,
    part_of=("member-missing", "member-moved", "member-still-listed"),
)
def chamber_vacant(scope: Scope) -> Iterator[Finding]:
    """A chamber has fewer sitting members than seats, and its electorates do not show which are
    vacant.

    Why: members may be missing from the list.
    Fix: compare with the parliament's own list and add the missing members, or correct the
    chamber's number of seats.
    Trap: a seat may really be vacant until somebody is elected. If an electorate lacks a member,
    seat-vacant reports it instead.
    """
    unexplained, vacancy = {}, {}
    for vacant in vacancies(scope):
        located = vacant.missing if vacant.located else 0
        if vacant.open is not None and vacant.open > located:
            unexplained[vacant.chamber] = vacant.open - located
            vacancy[vacant.chamber] = vacant.open
    for chamber in Chamber.objects.filter(pk__in=unexplained):
        count = unexplained[chamber.pk]
        yield Finding(
            subject=chamber,
            message=(
                f"{chamber}: {count} of {chamber.seats} seats {'is' if count == 1 else 'are'} "
                "vacant, and it is not known which."
            ),
            evidence=Evidence(
                f"{count} vacant", f"{chamber.seats} members", compared=(str(chamber.seats),)
            ),
            counted=seat_parts.too_few(chamber, count=vacancy[chamber.pk]),
        )
