from collections.abc import Iterator

from issues.checks.helpers.faulty_details import faulty_links
from issues.findings import Evidence, Finding, Fix, Scope, Severity, check, delete
from issues.values.links import LinkFault


@check(severity=Severity.WARNING, about="link")
def link_placeholder(scope: Scope) -> Iterator[Finding]:
    """A link only fills its place: TBC, n/a, http://, #.

    Why: who follows it gets nowhere.
    Fix: take it out, or find the member's own page.
    Trap: none known; a word that says that there is no link is no link.
    """
    for link, _ in faulty_links(scope, LinkFault.PLACEHOLDER):
        yield Finding(
            subject=link.member,
            field=link.field,
            message=f"{link.member}: the link {link.url!r} is a placeholder.",
            evidence=Evidence(link.url, "a link, or none", compared=(link.url,)),
            fixes=(Fix("Take it out", (delete(link),)),),
        )
