from collections.abc import Iterator
from itertools import groupby

from issues.checks.helpers.peers import NO_CONTACT, chamber_sizes, chambers_lacking
from issues.findings import Evidence, Finding, Scope, Severity, check


@check(severity=Severity.WARNING, about="", compares=True)
def contact_missing(scope: Scope) -> Iterator[Finding]:
    """A member has no contact details: no e-mail address, phone number, postal address or link is
    listed.

    Why: the directory is there so that people can reach their members.
    Fix: take the details from the member's own page. If most of a chamber has none, load a list
    that has them.
    Trap: a member who was elected a few days ago may have no office yet. A few members without
    details may only mean that the list is not complete yet.
    """
    members = scope.members()
    some, most = chambers_lacking(members, NO_CONTACT, chamber_sizes(members))
    unreachable = (
        members.filter(NO_CONTACT, chamber__in=some | most)
        .order_by("chamber__slug", "slug")
        .iterator()
    )
    for chamber, group in groupby(unreachable, key=lambda member: member.chamber):
        found = tuple(group)
        if chamber.pk in most:
            evidence = Evidence("", "a way to reach each member")
            message = f"{len(found)} members of {chamber} cannot be reached: nothing is listed."
            yield Finding(chamber, message, evidence=evidence, members=found)
            continue
        for member in found:
            evidence = Evidence("", "an e-mail address, a phone number, an address or a link")
            yield Finding(
                member,
                f"{member} cannot be reached: no e-mail, phone, address or link is listed.",
                evidence=evidence,
            )
