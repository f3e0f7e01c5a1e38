"""The details that have a certain fault, streamed: the database leaves out what is surely right,
Python judges the rest."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F, Q, Value
from django.db.models.functions import Length, Lower, Replace, Right, Upper

from issues.checks.helpers.replacements import instead
from issues.findings import Fix, Scope, among
from issues.values import links, phones
from issues.values.phones import DUMMY_TAILS, Part, PhoneFault, PhoneVerdict
from issues.values.sites import BY_KIND, SITES, Site
from members.models import Link, Phone

_SOCIAL = Q(word__in=sorted(BY_KIND))
_HAS_DOT = Q(url__contains=".")


def _elsewhere() -> Q:
    """Links of a site's kind that may lead to another site."""
    result = Q(pk__in=[])
    for site in SITES:
        there = Q(pk__in=[])
        for host in site.hosts:
            there |= Q(url__icontains=f"/{host}/") | Q(url__icontains=f".{host}/")
        result |= Q(word__in=[word for word, of in BY_KIND.items() if of is site]) & ~there
    return result & _HAS_DOT


#: Where a link with a fault can be found: wider than the fault, and cheap to ask for.
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
    """Each phone in scope with that fault, and what is to be said of it."""
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


def in_parts(phone: Phone, parts: tuple[Part, ...], label: str) -> tuple[Fix, ...]:
    """The fix that writes each of these numbers as a detail of its own, under the kind and medium
    that its words tell."""
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
    edits = instead(phone, phone.member.phones.all(), *values)
    listed = [edit.values["number"] for edit in edits if "number" in edit.values]
    return (
        (
            Fix(
                f"{label} {' and '.join(listed)}"
                if listed
                else "Take it out: it is listed already",
                edits,
            ),
        )
        if parts
        else ()
    )


def faulty_links(scope: Scope, fault: links.LinkFault) -> Iterator[tuple[Link, links.LinkVerdict]]:
    """Each link in scope with that fault, and what is to be said of it."""
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
    """Quickly, as most links are right: can this one not have that fault?"""
    if fault is links.LinkFault.MALFORMED:
        return links.is_plain(url)
    if fault is links.LinkFault.PLACEHOLDER:
        return not links.may_be_placeholder(url)
    site = Site.of_kind(kind) if fault is links.LinkFault.NOT_ACCOUNT else None
    return site is not None and bool(site.plain.fullmatch(url))


def links_instead(link: Link, choices: tuple[tuple[str, ...], ...]) -> tuple[Fix, ...]:
    """A fix for each of what may stand in the place of a link."""
    siblings = link.member.links.all()
    return tuple(
        Fix(f"Write {' and '.join(urls)}", instead(link, siblings, *({"url": url} for url in urls)))
        for urls in choices
    )
