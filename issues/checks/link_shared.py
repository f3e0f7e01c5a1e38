import re
from collections.abc import Iterator

from django.db.models import QuerySet
from django.db.models.functions import Lower

from issues.checks.helpers.peers import first_chamber
from issues.findings import Evidence, Finding, Key, Reach, Severity, check
from issues.values.links import LinkFault, judge
from issues.values.sites import BY_KIND
from members import normalise
from members.models import Link, Member

_OWN = ("", "website", "site", "homepage", "blog", "mastodon", "bluesky", *BY_KIND)
#: If more members than this list a link, it is that of their party or parliament.
_MOST = 3
_PERSONAL = re.compile(r"[?&/=-]\d{2,}|=\w")
_INSTITUTION = re.compile(
    r"parliament|parl\b|congress|senate|assembly|legislat|council|shire|\bhouse\b|\bgov\b|party|\bcity\b"
)


def _compared(links: QuerySet[Link]) -> QuerySet[Link]:
    own = links.annotate(word=Lower("kind")).filter(word__in=_OWN).exclude(normalised="")
    found: QuerySet[Link] = own.select_related("member__party", "member__chamber")
    return found


_ADDRESS = Key(Link, ("normalised",), _compared, _MOST)


@check(severity=Severity.WARNING, about="link", reach=Reach.KEY, key=_ADDRESS)
def link_shared(links: list[Link]) -> Iterator[Finding]:
    """Two or three sitting members list the same account, website or encyclopedia page as their
    own.

    Why: it belongs to at most one of them. Often a value slipped in from the row beside it.
    Fix: open the link, see whose it is, and remove it from the others.
    Trap: a link that more than three members list, or that names a party or a parliament, belongs
    to that. Contact pages and sources are not compared.
    """
    address = links[0].normalised
    members = {link.member.slug: link.member for link in links}
    if _is_nobodys(links[0]) or len({member.name.lower() for member in members.values()}) == 1:
        return
    if not _is_one_members(address, list(members.values())):
        return
    yield Finding(
        subject=first_chamber(members.values()),
        key=address,
        field=links[0].field,
        message=(
            f"{len(members)} sitting members list {links[0].url} as their own: "
            f"{', '.join(map(str, members.values()))}."
        ),
        evidence=Evidence(
            observed=links[0].url, expected="a link of each member's own", compared=(address,)
        ),
        members=tuple(members.values()),
    )


def _is_nobodys(link: Link) -> bool:
    """True if the link leads to nobody's page, which another check reports for each member."""
    verdict = judge(link.url, link.kind.lower())
    return verdict is not None and verdict.fault in (LinkFault.PLACEHOLDER, LinkFault.NOT_ACCOUNT)


def _is_one_members(address: str, members: list[Member]) -> bool:
    """True if the address seems to belong to a person.

    An address that contains the name of one of the members does. An address that names a party, a
    parliament or a page there does not. Nor does a site without a path that members of one party
    list.
    """
    if any(
        len(member.last_name) > 2 and _letters(member.last_name) in _letters(address)
        for member in members
    ):
        return True
    if _INSTITUTION.search(address) and not _PERSONAL.search(address):
        return False
    parties = {member.party_id: member.party for member in members}
    words = {
        word
        for party in parties.values()
        if party
        for word in normalise.text(f"{party.name} {party.abbreviation}").split()
    }
    if any(len(word) > 2 and word in _letters(address) for word in words):
        return False
    return "/" in address or "." not in address or len(parties) > 1


def _letters(address: str) -> str:
    return normalise.text(address).replace(" ", "")
