from collections.abc import Iterator

from issues.findings import Finding, Scope, Severity, check
from issues.official import differences


@check(severity=Severity.WARNING, about="address", official=True)
def address_differs(scope: Scope) -> Iterator[Finding]:
    """The official list gives an address that the directory does not have.

    Why: letters and visitors go to the wrong door.
    Fix: take over the list's address.
    Trap: abbreviations, order and punctuation make no difference, but a street or room more does.
    """
    yield from differences.differing("address", scope)
