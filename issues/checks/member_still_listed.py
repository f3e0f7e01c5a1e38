from collections.abc import Iterator

from issues.findings import Finding, Reach, Severity, check
from issues.official import membership
from issues.official.all_matches import Matches


@check(severity=Severity.ERROR, about="ended_on", reach=Reach.LISTS)
def member_still_listed(matched: Matches) -> Iterator[Finding]:
    """A member who has left, according to the directory, is still in the official list.

    Why: either the directory ended the membership too early, or the person is back.
    Fix: reopen the membership. If the person was away and returned, add a new one.
    Trap: lists often keep a member who resigned until the seat is filled. Dismiss this as "source
    is wrong" until then.
    """
    yield from membership.still_listed(matched)
