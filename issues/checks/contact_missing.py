from collections.abc import Iterator

from issues.checks.helpers.peers import ENOUGH, by_slug, cannot_be_reached
from issues.findings import ChamberMembers, Evidence, Finding, Reach, Severity, check


@check(severity=Severity.WARNING, about="", reach=Reach.CHAMBER)
def contact_missing(chamber: ChamberMembers) -> Iterator[Finding]:
    """A member has no contact details: no e-mail address, phone number, postal address or link is
    listed.

    Why: the directory is there so that people can reach their members.
    Fix: take the details from the member's own page. If most of a chamber has none, load a list
    that has them.
    Trap: a member who was elected a few days ago may have no office yet. A few members without
    details may only mean that the list is not complete yet.
    """
    found = by_slug(filter(cannot_be_reached, chamber.sitting))
    if len(found) * 2 < len(chamber.sitting):
        evidence = Evidence("", "an e-mail address, a phone number, an address or a link")
        for member in found:
            yield Finding(
                member,
                f"{member} cannot be reached: no e-mail, phone, address or link is listed.",
                evidence=evidence,
            )
    elif len(found) >= ENOUGH:
        evidence = Evidence("", "a way to reach each member")
        message = f"{len(found)} members of {chamber.chamber} cannot be reached: nothing is listed."
        yield Finding(chamber.chamber, message, evidence=evidence, members=found)
