from collections.abc import Iterator

from issues.findings import Finding, Scope, Severity, check
from issues.official import differences


@check(severity=Severity.ERROR, about="electorate", official=True)
def electorate_differs(scope: Scope) -> Iterator[Finding]:
    """The official list gives another electorate than the directory.

    Why: people look for the member of the place where they live.
    Fix: if the electorate was renamed, rename it. If the member changed electorates, change the
    member's.
    Trap: just after a redistribution, lists mix old and new names.
    """
    yield from differences.find_differences("electorate", scope)
