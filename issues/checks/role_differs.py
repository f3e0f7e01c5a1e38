from collections.abc import Iterator

from issues.findings import Finding, Scope, Severity, check
from issues.official import differences


@check(severity=Severity.WARNING, about="role", official=True)
def role_differs(scope: Scope) -> Iterator[Finding]:
    """The official list gives another role than the directory.

    Why: people write to a minister because of the office.
    Fix: use the list's role.
    Trap: after a reshuffle, lists are out of date for days.
    """
    yield from differences.find_differences("role", scope)
