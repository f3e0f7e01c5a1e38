from collections.abc import Iterator

from django.db.models import F

from issues.findings import Evidence, Finding, Scope, Severity, check


@check(severity=Severity.ERROR, about="ended_on")
def dates_reversed(scope: Scope) -> Iterator[Finding]:
    """A member left before beginning to sit.

    Why: one of the dates is wrong, and so is the list of who sits.
    Fix: correct the wrong date. The two may have been swapped, or may belong to different terms.
    Trap: if an election is declared void, a member may leave on the day of beginning. That is
    right.
    """
    for member in scope.everybody().filter(ended_on__lt=F("started_on")):
        yield Finding(
            subject=member,
            field="ended_on",
            message=(
                f"{member} began to sit on {member.started_on} but left before that, on "
                f"{member.ended_on}."
            ),
            evidence=Evidence(
                str(member.ended_on),
                f"no day before {member.started_on}",
                compared=(str(member.started_on), str(member.ended_on)),
            ),
        )
