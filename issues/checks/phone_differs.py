from collections.abc import Iterator

from issues.findings import Finding, Scope, Severity, check
from issues.official import differences


@check(severity=Severity.WARNING, about="phone", official=True)
def phone_differs(scope: Scope) -> Iterator[Finding]:
    """The official list gives a phone or fax number that the directory does not have.

    Why: people call an office that has moved.
    Fix: use the list's number.
    Trap: a number that the list lacks is not a difference, and nor is another notation of the same
    number.
    """
    yield from differences.find_differences("phone", scope)
