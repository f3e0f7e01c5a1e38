from collections.abc import Iterator

from issues.findings import Finding, Scope, Severity, check
from issues.official import differences


@check(severity=Severity.WARNING, about="link", official=True)
def link_differs(scope: Scope) -> Iterator[Finding]:
    """The official list gives a link that the directory does not have.

    Why: people end up on a dead page, or on a stranger's account.
    Fix: open the list's link, and use it if it leads to the member.
    Trap: some lists change the links of their own site in every session. The old ones may still
    work.
    """
    yield from differences.find_differences("link", scope)
