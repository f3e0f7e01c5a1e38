from collections.abc import Iterator

from issues.findings import Finding, Reach, Severity, check
from issues.official import membership
from issues.official.all_matches import Matches


@check(severity=Severity.ERROR, about="", reach=Reach.LISTS)
def member_departed(matched: Matches) -> Iterator[Finding]:
    """The directory has a sitting member who is not in the official list.

    Why: letters go to somebody who no longer holds the office.
    Fix: find out when the membership ended, and end it with that date.
    Trap: a list may be late after a by-election, or leave out a row. If only one list shows this,
    look at the parliament's own page.
    """
    yield from membership.departed(matched)
