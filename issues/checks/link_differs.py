from collections.abc import Iterator

from issues.findings import Finding, Reach, Severity, check
from issues.official import differences
from issues.official.comparison import ListedChamber


@check(severity=Severity.WARNING, about="link", reach=Reach.LIST)
def link_differs(chamber: ListedChamber) -> Iterator[Finding]:
    """The official list gives a link that the directory does not have.

    Why: people end up on a dead page, or on a stranger's account.
    Fix: open the list's link, and use it if it leads to the member.
    Trap: some lists change the links of their own site in every session. The old ones may still
    work.
    """
    yield from differences.find_differences("link", chamber)
