from collections.abc import Iterator

from django.db.models import Q

from issues.checks.helpers.peers import chamber_sizes, unlike_peers
from issues.findings import Evidence, Finding, Scope, Severity, check


@check(severity=Severity.WARNING, about="party", compares=True)
def party_unknown(scope: Scope) -> Iterator[Finding]:
    """A member has no party, though nearly all others of the chamber have one.

    Why: nobody can tell whether the member sits for no party or the party was not entered.
    Fix: enter the party. Independent is one.
    Trap: a member without a party may have the field empty on purpose. If more than one in ten has
    none, nobody is reported.
    """
    members = scope.members()
    for member in unlike_peers(members, Q(party=None), chamber_sizes(members)):
        yield Finding(
            subject=member,
            field="party",
            message=f"{member} has no party, unlike nearly all members of {member.chamber}.",
            evidence=Evidence("", "a party, or Independent"),
        )
