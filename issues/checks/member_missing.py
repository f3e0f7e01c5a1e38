from collections.abc import Iterator

from issues.findings import Finding, Scope, Severity, check
from issues.official import membership


@check(severity=Severity.ERROR, about="", compares=True, official=True)
def member_missing(scope: Scope) -> Iterator[Finding]:
    """An official list has a person whom the directory does not have.

    Why: people look for their new member and do not find them.
    Fix: add the member with all that the list says, then look at the member's own page for what it
    lacks.
    Trap: somebody who returns, or whose name the list spells otherwise, may be here already under
    another name: search before adding.
    """
    yield from membership.missing(scope)
