from collections.abc import Iterator

from issues.checks.helpers.peers import unlike_peers
from issues.findings import ChamberMembers, Evidence, Finding, Reach, Severity, check


@check(severity=Severity.WARNING, about="party", reach=Reach.CHAMBER)
def party_unknown(chamber: ChamberMembers) -> Iterator[Finding]:
    """A member has no party, though nearly all others of the chamber have one.

    Why: nobody can tell whether the member sits for no party or the party was not entered.
    Fix: enter the party. Independent is one.
    Trap: a member without a party may have the field empty on purpose. If more than one in ten has
    none, nobody is reported.
    """
    for member in unlike_peers(chamber, lambda member: member.party is None):
        yield Finding(
            subject=member,
            field="party",
            message=f"{member} has no party, unlike nearly all members of {member.chamber}.",
            evidence=Evidence("", "a party, or Independent"),
        )
