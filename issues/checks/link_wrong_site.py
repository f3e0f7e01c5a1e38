from collections.abc import Iterator

from issues.checks.helpers.faulty_details import faulty_links
from issues.checks.helpers.replacements import replacing_edits
from issues.findings import Evidence, Finding, Fix, MemberRow, Reach, Severity, check
from issues.values.links import LinkFault


@check(severity=Severity.WARNING, about="link", reach=Reach.MEMBER)
def link_wrong_site(member: MemberRow) -> Iterator[Finding]:
    """A link of a site's kind leads to another site: a Facebook page under twitter, a personal site
    under wikipedia.

    Why: people who look for the account do not find it. Usually two columns were swapped.
    Fix: give the link the kind of the site that it leads to.
    Trap: a site may have several names (x.com, youtu.be) and languages. Those known are right, and
    so are shortened links.
    """
    for link, verdict in faulty_links(member, LinkFault.WRONG_SITE):
        edits = replacing_edits(member, link, member.links, {"kind": verdict.why})
        yield Finding(
            subject=member,
            field=link.field,
            message=(
                f"{member}: the link {link.url!r} is listed under {link.kind} but leads to "
                "another site."
            ),
            evidence=Evidence(link.url, f"a link to {link.kind}", compared=(link.url,)),
            fixes=(
                Fix(
                    f"List it under {verdict.why}"
                    if edits[0].op == "change"
                    else "Remove it: it is listed already",
                    edits,
                ),
            ),
        )
