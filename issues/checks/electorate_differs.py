from collections.abc import Iterator

from issues.findings import Finding, Reach, Severity, check
from issues.official import differences
from issues.official.comparison import ListedChamber


@check(severity=Severity.ERROR, about="electorate", reach=Reach.LIST)
def electorate_differs(chamber: ListedChamber) -> Iterator[Finding]:
    """The official list gives another electorate than the directory.

    Why: people look for the member of the place where they live.
    Fix: if the electorate was renamed, rename it. If the member changed electorates, change the
    member's.
    Trap: just after a redistribution, lists mix old and new names.
    """
    yield from differences.find_differences("electorate", chamber)
