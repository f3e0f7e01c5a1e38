from collections.abc import Iterator

from issues.checks.helpers.faulty_details import faulty_links, replacement_links
from issues.findings import Evidence, Finding, MemberRow, Reach, Severity, check
from issues.values.links import LinkFault


@check(severity=Severity.ERROR, about="link", reach=Reach.MEMBER)
def link_malformed(member: MemberRow) -> Iterator[Finding]:
    """A link cannot be followed: it contains a space, names no site, begins with htp://, or
    contains an e-mail address.

    Why: people who follow it get nowhere, or somewhere else.
    Fix: take the address from the browser's address bar on the member's own page.
    Trap: a link without http:// (www.example.org) is right, and so are letters of any alphabet.
    """
    for link, verdict in faulty_links(member, LinkFault.MALFORMED):
        yield Finding(
            subject=member,
            field=link.field,
            message=f"{member}: the link {link.url!r} {verdict.why}.",
            evidence=Evidence(
                link.url,
                " or ".join(" and ".join(urls) for urls in verdict.choices) or "a link",
                compared=(link.url,),
            ),
            fixes=replacement_links(member, link, verdict.choices),
        )
