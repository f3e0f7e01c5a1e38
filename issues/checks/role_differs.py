from collections.abc import Iterator

from issues.findings import Finding, Reach, Severity, check
from issues.official import differences
from issues.official.comparison import ListedChamber


@check(severity=Severity.WARNING, about="role", reach=Reach.LIST)
def role_differs(chamber: ListedChamber) -> Iterator[Finding]:
    """The official list gives another role than the directory.

    Why: people write to a minister because of the office.
    Fix: use the list's role.
    Trap: after a reshuffle, lists are out of date for days.
    """
    yield from differences.find_differences("role", chamber)
