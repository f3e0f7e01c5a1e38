"""Searches for details with a certain fault. The database leaves out those that are surely right,
and Python judges the others one by one.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F, Q, Value
from django.db.models.functions import Length, Lower, Replace, Right, Upper

from issues.checks.helpers.replacements import replacing_edits
from issues.findings import Fix, Scope, among
from issues.values import links, phones
from issues.values.phones import DUMMY_TAILS, PhoneFault, PhoneVerdict
from issues.values.phones_in_text import Part
from issues.values.sites import BY_KIND, SITES, Site
from members.models import Link, Phone

_SOCIAL = Q(word__in=sorted(BY_KIND))
_HAS_DOT = Q(url__contains=".")


def _elsewhere() -> Q:
    """Build the condition for links of a site's kind that may lead to another site."""
    result = Q(pk__in=[])
    for site in SITES:
        there = Q(pk__in=[])
        for host in site.hosts:
            there |= Q(url__icontains=f"/{host}/") | Q(url__icontains=f".{host}/")
        result |= Q(word__in=[word for word, of in BY_KIND.items() if of is site]) & ~there
    return result & _HAS_DOT


#: The condition for links that may have each fault: wider than the fault, but cheap to query.
_SUSPECT = {
    links.LinkFault.PLACEHOLDER: Q(length__lte=12) | ~_HAS_DOT,
    links.LinkFault.DOUBLED: Q(without__lte=F("length") - 2 * len("http"))
    | Q(url__icontains="www.www.")
    | Q(url__icontains="/www."),
    links.LinkFault.MALFORMED: _HAS_DOT | ~_SOCIAL | Q(url__contains=":"),
    links.LinkFault.HANDLE: ~_SOCIAL & (~_HAS_DOT | Q(url__startswith="@")),
    links.LinkFault.WRONG_SITE: _elsewhere(),
    links.LinkFault.NOT_ACCOUNT: _SOCIAL,
}


def faulty_phones(scope: Scope, fault: PhoneFault) -> Iterator[tuple[Phone, PhoneVerdict]]:
    """Yield each phone in scope with that fault, and the verdict on it."""
    rows = scope.details(Phone)
    suspects = rows.filter(normalised="")
    if fault is PhoneFault.PLACEHOLDER:
        suspects = rows.annotate(tail=Right("normalised", 7)).filter(
            Q(normalised="") | Q(tail__in=DUMMY_TAILS)
        )
    elif fault in (PhoneFault.NOT_A_NUMBER, PhoneFault.COMMENTED, PhoneFault.TWO_NUMBERS):
        suspects = rows.annotate(upper=Upper("number"), lower=Lower("number")).filter(
            Q(normalised="") | ~Q(upper=F("lower"))
        )
    found: dict[int, PhoneVerdict] = {}
    for key, number, country in suspects.values_list(
        "pk", "number", "member__chamber__country"
    ).iterator():
        verdict = phones.judge(number, country)
        if verdict and verdict.fault is fault:
            found[key] = verdict
    for phone in among(rows.prefetch_related("member__phones"), found):
        yield phone, found[phone.pk]


def fix_in_parts(phone: Phone, parts: tuple[Part, ...], label: str) -> tuple[Fix, ...]:
    """Build the fix that writes each of these numbers as a detail of its own, under the kind and
    medium that its words show.

    Returns no fix if there are no parts.
    """
    values = []
    for part in parts:
        same = Phone(member=phone.member, number=part.number)
        same.normalise()
        tollfree = part.tollfree and same.line == "tollfree"
        values.append(
            {
                "number": part.number,
                "medium": part.medium or phone.medium,
                "kind": "tollfree" if tollfree else phone.kind,
            }
        )
    edits = replacing_edits(phone, phone.member.phones.all(), *values)
    listed = [edit.values["number"] for edit in edits if "number" in edit.values]
    return (
        (
            Fix(
                f"{label} {' and '.join(listed)}" if listed else "Remove it: it is listed already",
                edits,
            ),
        )
        if parts
        else ()
    )


def faulty_links(scope: Scope, fault: links.LinkFault) -> Iterator[tuple[Link, links.LinkVerdict]]:
    """Yield each link in scope with that fault, and the verdict on it."""
    rows = scope.details(Link)
    found: dict[int, links.LinkVerdict] = {}
    suspects = rows.alias(
        word=Lower("kind"),
        length=Length("url"),
        without=Length(Replace(Lower("url"), Value("http"))),
    ).filter(_SUSPECT[fault])
    for key, url, kind in suspects.values_list("pk", "url", "kind").iterator():
        if _plainly_free(url, kind, fault):
            continue
        verdict = links.judge(url, kind)
        if verdict and verdict.fault is fault:
            found[key] = verdict
    for link in among(rows.prefetch_related("member__links"), found):
        yield link, found[link.pk]


def _plainly_free(url: str, kind: str, fault: links.LinkFault) -> bool:
    """True if the link certainly does not have that fault. This is a quick test, because most links
    are right.
    """
    if fault is links.LinkFault.MALFORMED:
        return links.is_plain(url)
    if fault is links.LinkFault.PLACEHOLDER:
        return not links.may_be_placeholder(url)
    site = Site.of_kind(kind) if fault is links.LinkFault.NOT_ACCOUNT else None
    return site is not None and bool(site.plain.fullmatch(url))


def replacement_links(link: Link, choices: tuple[tuple[str, ...], ...]) -> tuple[Fix, ...]:
    """Build one fix for each choice of addresses to put in place of a link."""
    siblings = link.member.links.all()
    return tuple(
        Fix(
            f"Write {' and '.join(urls)}",
            replacing_edits(link, siblings, *({"url": url} for url in urls)),
        )
        for urls in choices
    )
