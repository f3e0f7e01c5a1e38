from collections.abc import Iterator

from issues.checks.helpers.faulty_details import faulty_links
from issues.findings import Evidence, Finding, Fix, MemberRow, Reach, Severity, check, delete
from issues.values.links import LinkFault


@check(severity=Severity.WARNING, about="link", reach=Reach.MEMBER)
def link_placeholder(member: MemberRow) -> Iterator[Finding]:
    """A link is only a placeholder: TBC, n/a, http://, #.

    Why: people who follow it get nowhere.
    Fix: remove it, or find the member's own page.
    Trap: none is known. A word which means that there is no link is not a link.
    """
    for link, _ in faulty_links(member, LinkFault.PLACEHOLDER):
        yield Finding(
            subject=member,
            field=link.field,
            message=f"{member}: the link {link.url!r} is a placeholder.",
            evidence=Evidence(link.url, "a link, or none", compared=(link.url,)),
            fixes=(Fix("Remove it", (delete(link),)),),
        )
