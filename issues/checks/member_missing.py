from collections.abc import Iterator

from issues.findings import Finding, Reach, Severity, check
from issues.official import membership
from issues.official.all_matches import Matches


@check(severity=Severity.ERROR, about="", reach=Reach.LISTS)
def member_missing(matched: Matches) -> Iterator[Finding]:
    """An official list has a person who is not in the directory.

    Why: people look for their new member and do not find them.
    Fix: add the member with everything in the list, then take what is missing from the member's own
    page.
    Trap: a person who returns, or whose name is spelt differently, may already be here under
    another name. Search before adding.
    """
    yield from membership.missing(matched)
