from collections.abc import Iterator
from functools import lru_cache

from issues.findings import Evidence, Finding, MemberRow, Reach, Severity, check
from issues.values import parties

_is_office = lru_cache(maxsize=4096)(parties.is_office)


@check(severity=Severity.INFO, about="party", reach=Reach.MEMBER)
def party_is_office(member: MemberRow) -> Iterator[Finding]:
    """A member's party is an office: Speaker, President of the Senate.

    Why: the party for which the member was elected is not shown, and is counted one member short.
    Fix: enter the office as the member's role and the party as the party.
    Trap: where the Speaker gives up the party (as in the United Kingdom), Speaker is how the list
    has it.
    """
    if member.party is None or not _is_office(member.party.name):
        return
    party = member.party.name
    yield Finding(
        subject=member,
        field="party",
        message=f"The party of {member} is given as {party!r}, which is an office.",
        evidence=Evidence(party, "the party, and the office as the role", compared=(party,)),
    )
