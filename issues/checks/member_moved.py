from collections.abc import Iterator

from issues.findings import Finding, Reach, Severity, check
from issues.official import membership
from issues.official.all_matches import Matches


@check(severity=Severity.ERROR, about="", reach=Reach.LISTS)
def member_moved(matched: Matches) -> Iterator[Finding]:
    """A member of one chamber is in the official list of another.

    Why: people write to the wrong chamber, and the person is listed twice once the new seat is
    added.
    Fix: end the old membership and add the new one, with the address and numbers of the new office.
    Trap: two people may have one name. Without a common identifier, compare their parties and
    careers.
    """
    yield from membership.moved(matched)
