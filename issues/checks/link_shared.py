import re
from collections.abc import Iterator
from itertools import groupby

from django.db.models import Count
from django.db.models.functions import Lower

from issues.checks.helpers.peers import first_chamber
from issues.findings import Evidence, Finding, Scope, Severity, check
from issues.values.links import LinkFault, judge
from issues.values.sites import BY_KIND
from members import normalise
from members.models import Link, Member

_OWN = ("", "website", "site", "homepage", "blog", "mastodon", "bluesky", *BY_KIND)
_COMMON = 4
_PERSONAL = re.compile(r"[?&/=-]\d{2,}|=\w")
_INSTITUTION = re.compile(
    r"parliament|parl\b|congress|senate|assembly|legislat|council|shire|\bhouse\b|\bgov\b|party|\bcity\b"
)


@check(severity=Severity.WARNING, about="link", compares=True)
def link_shared(scope: Scope) -> Iterator[Finding]:
    """Two or three sitting members list the same account, website or encyclopedia page as their
    own.

    Why: it belongs to at most one of them. Often a value slipped in from the row beside it.
    Fix: open the link, see whose it is, and remove it from the others.
    Trap: a link that more than three members list, or that names a party or a parliament, belongs
    to that. Contact pages and sources are not compared.
    """
    own = (
        scope.all_details(Link)
        .annotate(word=Lower("kind"))
        .filter(word__in=_OWN)
        .exclude(normalised="")
    )
    shared = (
        own.order_by()
        .values("normalised")
        .annotate(members=Count("member", distinct=True))
        .filter(members__gt=1, members__lt=_COMMON)
    )
    links = own.filter(normalised__in=shared.values("normalised")).select_related(
        "member__party", "member__chamber"
    )
    for address, group in groupby(
        links.order_by("normalised", "member__slug", "pk"), key=lambda link: link.normalised
    ):
        found = list(group)
        members = {link.member.slug: link.member for link in found}
        if _is_nobodys(found[0]) or len({member.name.lower() for member in members.values()}) == 1:
            continue
        if not _is_one_members(address, list(members.values())):
            continue
        yield Finding(
            subject=first_chamber(members.values()),
            key=address,
            field=found[0].field,
            message=(
                f"{len(members)} sitting members list {found[0].url} as their own: "
                f"{', '.join(map(str, members.values()))}."
            ),
            evidence=Evidence(
                observed=found[0].url, expected="a link of each member's own", compared=(address,)
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
