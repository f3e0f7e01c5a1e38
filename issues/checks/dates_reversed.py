from collections.abc import Iterator

from django.db.models import F

from issues.findings import Evidence, Finding, Scope, Severity, check


@check(severity=Severity.ERROR, about="ended_on")
def dates_reversed(scope: Scope) -> Iterator[Finding]:
    """A member ceased to sit before beginning.

    Why: one of the dates is wrong, and with it who is listed as sitting.
    Fix: correct the date that is wrong; they may stand in each other's place, or belong to two
    terms.
    Trap: somebody who is declared not to have been elected may cease on the day of beginning: that
    is right.
    """
    for member in scope.everybody().filter(ended_on__lt=F("started_on")):
        yield Finding(
            subject=member,
            field="ended_on",
            message=f"{member} began to sit on {member.started_on} and ceased on {member.ended_on}, before that.",
            evidence=Evidence(
                str(member.ended_on),
                f"no day before {member.started_on}",
                compared=(str(member.started_on), str(member.ended_on)),
            ),
        )
