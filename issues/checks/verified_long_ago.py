from collections.abc import Iterator
from datetime import date, timedelta

from issues.checks.helpers.peers import by_slug
from issues.findings import ChamberMembers, Evidence, Finding, MemberRow, Reach, Severity, check
from issues.values.dates import FIRST_PAGE

DAYS = 365


@check(severity=Severity.INFO, about="verified_on", reach=Reach.CHAMBER)
def verified_long_ago(chamber: ChamberMembers, today: date) -> Iterator[Finding]:
    """Members of a chamber, or some of their details, have not been verified for more than a year.

    Why: offices move and numbers change. A detail that nobody has looked at for a year is often
    wrong.
    Fix: compare with the parliament's own pages and record the day. A source that is fetched does
    so by itself.
    Trap: the later of the member's day and the detail's day counts. Details that were never
    verified are not reported.
    """
    limit = today - timedelta(days=DAYS)
    found = by_slug(member for member in chamber.sitting if _is_stale(member, limit))
    if found:
        yield Finding(
            subject=chamber.chamber,
            field="verified_on",
            message=(
                f"{chamber.chamber}: {len(found)} sitting members, or some of their details, have "
                f"not been verified for more than {DAYS} days."
            ),
            evidence=Evidence(
                f"{len(found)} members",
                f"verified within {DAYS} days",
                compared=(f"more than {DAYS} days",),
            ),
            members=found,
        )


def _is_stale(member: MemberRow, limit: date) -> bool:
    verified = member.verified_on
    if verified is not None and verified >= limit:
        return False
    is_old = verified is not None and verified >= FIRST_PAGE
    is_fresh = False
    for detail in member.details:
        day = detail.verified_on
        if day is None:
            if is_old:
                return True
        elif day >= limit:
            is_fresh = True
        elif day >= FIRST_PAGE:
            return True
    return is_old and not is_fresh
