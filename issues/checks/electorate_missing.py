from collections.abc import Iterator

from django.db.models import Q

from issues.checks.helpers.peers import chamber_sizes, unlike_peers
from issues.findings import Evidence, Finding, Scope, Severity, check


@check(severity=Severity.WARNING, about="electorate", compares=True)
def electorate_missing(scope: Scope) -> Iterator[Finding]:
    """A member has no electorate, though nearly all others of the chamber have one.

    Why: the people of that electorate cannot find their member.
    Fix: enter the electorate.
    Trap: a few chambers have one or two members without an electorate, appointed or elected at
    large.
    """
    members = scope.members()
    for member in unlike_peers(members, Q(electorate=None), chamber_sizes(members)):
        yield Finding(
            subject=member,
            field="electorate",
            message=f"{member} has no electorate, unlike nearly all members of {member.chamber}.",
            evidence=Evidence("", "an electorate"),
        )
