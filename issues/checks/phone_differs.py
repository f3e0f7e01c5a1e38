from collections.abc import Iterator

from issues.findings import Finding, Reach, Severity, check
from issues.official import differences
from issues.official.comparison import ListedChamber


@check(severity=Severity.WARNING, about="phone", reach=Reach.LIST)
def phone_differs(chamber: ListedChamber) -> Iterator[Finding]:
    """The official list gives a phone or fax number that the directory does not have.

    Why: people call an office that has moved.
    Fix: use the list's number.
    Trap: a number that the list lacks is not a difference, and nor is another notation of the same
    number.
    """
    yield from differences.find_differences("phone", chamber)
