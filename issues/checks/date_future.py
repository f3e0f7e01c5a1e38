from collections.abc import Iterator
from datetime import timedelta

from issues.findings import Evidence, Finding, Scope, Severity, check
from issues.values.dates import years
from members.models import DETAILS


@check(severity=Severity.ERROR, about="verified_on")
def date_future(scope: Scope) -> Iterator[Finding]:
    """A member began to sit, or something was verified, on a day in the future.

    Why: the year is wrong, or day and month were swapped. A detail "verified" next year never
    counts as out of date.
    Fix: correct the date.
    Trap: an elected member may begin to sit months later, so a start is reported only if it is more
    than a year ahead. Tomorrow is not reported, because it is tomorrow somewhere already.
    """
    tomorrow, next_year = scope.today + timedelta(days=1), years(scope.today, 1)
    for member in scope.everybody().filter(started_on__gt=next_year):
        yield Finding(
            subject=member,
            field="started_on",
            message=(
                f"{member} is listed as beginning to sit on {member.started_on}, more than a "
                "year ahead."
            ),
            evidence=Evidence(
                str(member.started_on),
                "a day at most a year ahead",
                compared=(str(member.started_on),),
            ),
        )
    for member in scope.members().filter(verified_on__gt=tomorrow):
        yield Finding(
            subject=member,
            field="verified_on",
            message=(
                f"{member} is listed as verified on {member.verified_on}, which is in the future."
            ),
            evidence=Evidence(
                str(member.verified_on), "a day that has come", compared=(str(member.verified_on),)
            ),
        )
    for model in DETAILS:
        for detail in scope.details(model).filter(verified_on__gt=tomorrow):
            yield Finding(
                subject=detail.member,
                field=detail.field,
                message=(
                    f"{detail.member}: {detail} is listed as verified on {detail.verified_on}, "
                    "which is in the future."
                ),
                evidence=Evidence(
                    str(detail.verified_on),
                    "a day that has come",
                    compared=(str(detail), str(detail.verified_on)),
                ),
            )
