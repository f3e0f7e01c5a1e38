from collections.abc import Iterator

from issues.findings import Finding, Scope, Severity, check
from issues.official import differences


@check(severity=Severity.ERROR, about="party", official=True)
def party_differs(scope: Scope) -> Iterator[Finding]:
    """The official list gives another party than the directory.

    Why: people judge their member by the party.
    Fix: use the list's party, or store its word as another name of the party that is here.
    Trap: presiding officers are often listed under their office. That belongs in the source's
    vocabulary, not in the directory.
    """
    yield from differences.find_differences("party", scope)
