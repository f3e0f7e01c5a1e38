from collections.abc import Iterator

from issues.findings import Finding, Reach, Severity, check
from issues.official import differences
from issues.official.comparison import ListedChamber


@check(severity=Severity.WARNING, about="name", reach=Reach.LIST)
def name_differs(chamber: ListedChamber) -> Iterator[Finding]:
    """The official list gives another name than the directory.

    Why: people search for the name that they know, and letters should have the name that the member
    uses.
    Fix: find out which name the member uses today, and write that.
    Trap: lists give full names where the member uses a shorter one. Dismiss that as an accepted
    exception.
    """
    yield from differences.find_differences("name", chamber)
