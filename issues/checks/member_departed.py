from collections.abc import Iterator

from issues.findings import Finding, Scope, Severity, check
from issues.official import membership


@check(severity=Severity.ERROR, about="", compares=True, official=True)
def member_departed(scope: Scope) -> Iterator[Finding]:
    """The directory has a sitting member whom the official list does not have.

    Why: letters go to somebody who holds the office no more.
    Fix: find out when the membership ended, and end it with that date.
    Trap: a list may lag behind a by-election, or leave out a row: look at the parliament's own page
    when only one list says so.
    """
    yield from membership.departed(scope)
