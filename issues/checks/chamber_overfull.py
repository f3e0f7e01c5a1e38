from collections.abc import Iterator

from issues.checks.helpers.peers import by_slug
from issues.findings import ChamberMembers, Evidence, Finding, Reach, Severity, check, seat_parts


@check(
    severity=Severity.ERROR,
    about="",
    reach=Reach.CHAMBER,
    part_of=(
        "seat-double",
        "member-departed",
        "member-moved",
        "member-double",
        "identifier-shared",
    ),
)
def chamber_overfull(chamber: ChamberMembers) -> Iterator[Finding]:
    """A chamber has more sitting members than seats.

    Why: members who have left are still listed as sitting.
    Fix: end the memberships of those who left, or correct the chamber's number of seats.
    Trap: fewer members than seats means a vacancy, which may be right. Chambers with an unknown
    number of seats are not reported.
    """
    of, count, seats = chamber.chamber, len(chamber.sitting), chamber.chamber.seats
    if seats is None or count <= seats:
        return
    yield Finding(
        subject=of,
        message=f"{of} has {count} sitting members for {seats} seats.",
        evidence=Evidence(f"{count} members", f"at most {seats}", compared=(str(seats),)),
        members=by_slug(chamber.sitting),
        counted=seat_parts.too_many(of, count=count - seats),
    )
