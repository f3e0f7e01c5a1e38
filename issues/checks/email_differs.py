from collections.abc import Iterator

from issues.findings import Finding, Reach, Severity, check
from issues.official import differences
from issues.official.comparison import ListedChamber


@check(severity=Severity.WARNING, about="email", reach=Reach.LIST)
def email_differs(chamber: ListedChamber) -> Iterator[Finding]:
    """The official list gives an e-mail address that the directory does not have.

    Why: mail to the old address is lost.
    Fix: use the list's address. The other one can be kept under the kind "other".
    Trap: some lists give one general address for everybody.
    """
    yield from differences.find_differences("email", chamber)
