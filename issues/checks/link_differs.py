from collections.abc import Iterator

from issues.findings import Finding, Scope, Severity, check
from issues.official import differences


@check(severity=Severity.WARNING, about="link", official=True)
def link_differs(scope: Scope) -> Iterator[Finding]:
    """The official list gives a link that the directory does not have.

    Why: people end on a dead page, or on a stranger's account.
    Fix: open the list's link, and take it over if it leads to the member.
    Trap: some lists renew the links of their own site for each session: the old ones may go on
    working.
    """
    yield from differences.differing("link", scope)
