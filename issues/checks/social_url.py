from collections.abc import Iterator

from issues.checks.helpers.faulty_details import faulty_links, replacement_links
from issues.findings import Evidence, Finding, MemberRow, Reach, Severity, check
from issues.values.links import LinkFault


@check(severity=Severity.WARNING, about="link", reach=Reach.MEMBER)
def social_url(member: MemberRow) -> Iterator[Finding]:
    """A link to a social site does not lead to an account: it is a single post, a sharing button or
    the site's first page.

    Why: people who follow it do not find the member.
    Fix: open the member's account and take its address, or only its name.
    Trap: the name and the address of an account mean the same and are both right, with @ or
    without.
    """
    for link, verdict in faulty_links(member, LinkFault.NOT_ACCOUNT):
        yield Finding(
            subject=member,
            field=link.field,
            message=f"{member}: the {link.kind} link {link.url!r} {verdict.why}.",
            evidence=Evidence(
                link.url,
                " or ".join(url for urls in verdict.choices for url in urls) or "an account",
                compared=(link.url,),
            ),
            fixes=replacement_links(member, link, verdict.choices),
        )
