import re
from collections.abc import Iterator

from issues.checks.helpers.faulty_details import replacement_links
from issues.findings import Evidence, Finding, MemberRow, Reach, Severity, check

_TRACE = re.compile(
    r"(?<=[?&])(?:utm_\w+=[^&#]*|(?:fbclid|gclid|igshid|mc_cid|mc_eid|fref|ref_src)=[^&#]*|_rdr(?:=[^&#]*)?|ref=(?:hl|ts|br_rs))(?:&|(?=#|$))",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"((?:twitter|x)\.com/\w+)\?lang=[\w-]+$", re.IGNORECASE)


@check(severity=Severity.INFO, about="link", reach=Reach.MEMBER)
def link_tracking(member: MemberRow) -> Iterator[Finding]:
    """A link contains a tracking code that a site added when it was shared: ?fbclid=, ?utm_source=,
    ?ref=hl.

    Why: the site counts readers of this directory as somebody else's, and the same page looks like
    another.
    Fix: leave out the part after the page's own address.
    Trap: most text after a ? identifies the page and belongs to the link.
    """
    for link in member.links:
        if "?" not in link.url or (right := _without(link.url)) == link.url:
            continue
        yield Finding(
            subject=member,
            field=link.field,
            message=f"{member}: the link {link.url!r} contains a tracking code.",
            evidence=Evidence(link.url, right, compared=(link.url,)),
            fixes=replacement_links(member, link, ((right,),)),
        )


def _without(url: str) -> str:
    plain = _TRACE.sub("", _LANGUAGE.sub(r"\1", url))
    return url if plain == url else re.sub(r"(?<![?&])[?&]++(?=#|$)", "", plain)
