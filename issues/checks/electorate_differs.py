from collections.abc import Iterator

from issues.findings import Finding, Scope, Severity, check
from issues.official import differences


@check(severity=Severity.ERROR, about="electorate", official=True)
def electorate_differs(scope: Scope) -> Iterator[Finding]:
    """The official list gives another electorate than the directory.

    Why: people look for the member of the place where they live.
    Fix: where the electorate was renamed, rename it; where the member moved, move the member.
    Trap: after a redistribution, lists of one week mix old and new names.
    """
    yield from differences.differing("electorate", scope)
