from collections.abc import Iterator

from issues.findings import Finding, Reach, Severity, check
from issues.official import differences
from issues.official.comparison import ListedChamber


@check(severity=Severity.WARNING, about="address", reach=Reach.LIST)
def address_differs(chamber: ListedChamber) -> Iterator[Finding]:
    """The official list gives an address that the directory does not have.

    Why: letters and visitors go to the wrong place.
    Fix: use the list's address.
    Trap: abbreviations, order and punctuation make no difference. A street or room that only one of
    them has does.
    """
    yield from differences.find_differences("address", chamber)
