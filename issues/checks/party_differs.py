from collections.abc import Iterator

from issues.findings import Finding, Reach, Severity, check
from issues.official import differences
from issues.official.comparison import ListedChamber


@check(severity=Severity.ERROR, about="party", reach=Reach.LIST)
def party_differs(chamber: ListedChamber) -> Iterator[Finding]:
    """The official list gives another party than the directory.

    Why: people judge their member by the party.
    Fix: use the list's party, or store its word as another name of the party that is here.
    Trap: presiding officers are often listed under their office. That belongs in the source's
    vocabulary, not in the directory.
    """
    yield from differences.find_differences("party", chamber)
