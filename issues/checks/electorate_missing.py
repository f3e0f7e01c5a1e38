from collections.abc import Iterator

from issues.checks.helpers.peers import unlike_peers
from issues.findings import ChamberMembers, Evidence, Finding, Reach, Severity, check


@check(severity=Severity.WARNING, about="electorate", reach=Reach.CHAMBER)
def electorate_missing(chamber: ChamberMembers) -> Iterator[Finding]:
    """A member has no electorate, though nearly all others of the chamber have one.

    Why: the people of that electorate cannot find their member.
    Fix: enter the electorate.
    Trap: a few chambers have one or two members without an electorate, appointed or elected at
    large.
    """
    for member in unlike_peers(chamber, lambda member: member.electorate is None):
        yield Finding(
            subject=member,
            field="electorate",
            message=f"{member} has no electorate, unlike nearly all members of {member.chamber}.",
            evidence=Evidence("", "an electorate"),
        )
