from collections.abc import Iterator
from datetime import date, timedelta

from issues.findings import Evidence, Finding, MemberRow, Reach, Severity, check
from issues.values.dates import years


@check(severity=Severity.ERROR, about="verified_on", reach=Reach.MEMBER, former=True)
def date_future(member: MemberRow, today: date) -> Iterator[Finding]:
    """A member began to sit, or something was verified, on a day in the future.

    Why: the year is wrong, or day and month were swapped. A detail "verified" next year never
    counts as out of date.
    Fix: correct the date.
    Trap: an elected member may begin to sit months later, so a start is reported only if it is more
    than a year ahead. Tomorrow is not reported, because it is tomorrow somewhere already.
    """
    started = member.started_on
    if started is not None and started > today and started > years(today, 1):
        yield Finding(
            subject=member,
            field="started_on",
            message=(
                f"{member} is listed as beginning to sit on {started}, more than a year ahead."
            ),
            evidence=Evidence(str(started), "a day at most a year ahead", compared=(str(started),)),
        )
    verified = member.verified_on
    if verified is not None and verified > today and _is_ahead(verified, member, today):
        yield Finding(
            subject=member,
            field="verified_on",
            message=f"{member} is listed as verified on {verified}, which is in the future.",
            evidence=Evidence(str(verified), "a day that has come", compared=(str(verified),)),
        )
    for detail in member.details:
        verified = detail.verified_on
        if verified is not None and verified > today and _is_ahead(verified, member, today):
            yield Finding(
                subject=member,
                field=detail.field,
                message=(
                    f"{member}: {detail} is listed as verified on {verified}, which is in the "
                    "future."
                ),
                evidence=Evidence(
                    str(verified), "a day that has come", compared=(str(detail), str(verified))
                ),
            )


def _is_ahead(verified: date, member: MemberRow, today: date) -> bool:
    """True if this is later than tomorrow. Of those who have left, nothing need be verified."""
    return verified > today + timedelta(days=1) and member.sits(today)
