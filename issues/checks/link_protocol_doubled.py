from collections.abc import Iterator

from issues.checks.helpers.faulty_details import faulty_links, replacement_links
from issues.findings import Evidence, Finding, MemberRow, Reach, Severity, check
from issues.values.links import LinkFault


@check(severity=Severity.ERROR, about="link", reach=Reach.MEMBER)
def link_protocol_doubled(member: MemberRow) -> Iterator[Finding]:
    """A link has its beginning twice: http://http://, https://www.www.

    Why: browsers take the second beginning for the name of a site that does not exist.
    Fix: remove one of the two. If they differ, keep the last, which is the one that was copied.
    Trap: an archive's link contains the whole address of the page that it keeps. That is right.
    """
    for link, verdict in faulty_links(member, LinkFault.DOUBLED):
        yield Finding(
            subject=member,
            field=link.field,
            message=f"{member}: the link {link.url!r} begins twice.",
            evidence=Evidence(
                link.url,
                " or ".join(url for urls in verdict.choices for url in urls) or "one beginning",
                compared=(link.url,),
            ),
            fixes=replacement_links(member, link, verdict.choices),
        )
