from collections.abc import Iterator

from issues.checks.helpers.faulty_details import faulty_links
from issues.findings import Evidence, Finding, MemberRow, Reach, Severity, check
from issues.values.links import LinkFault


@check(severity=Severity.WARNING, about="link", reach=Reach.MEMBER)
def link_handle(member: MemberRow) -> Iterator[Finding]:
    """A single word, for example the name of an account, is given where the address of a page
    belongs.

    Why: it cannot be followed, and usually belongs under another kind of link or in another column.
    Fix: write the page's whole address, or give the link the kind of the site where the account is.
    Trap: under twitter, facebook and other sites with accounts, the name alone is right.
    """
    for link, _ in faulty_links(member, LinkFault.HANDLE):
        yield Finding(
            subject=member,
            field=link.field,
            message=f"{member}: {link.url!r} is not the address of a page.",
            evidence=Evidence(link.url, "the address of a page", compared=(link.url,)),
        )
