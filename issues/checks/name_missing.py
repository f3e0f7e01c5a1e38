import re
from collections.abc import Iterator
from itertools import groupby

from django.db.models import Count, F, Q
from django.db.models.functions import Trim

from issues.findings import Evidence, Finding, Scope, Severity, check
from issues.values.nobody import is_nobody
from members.models import Member

_MANY = 10
# found in the honorific, or in the last name if loading left it there
_PEER = re.compile(
    r"\b(?:lord|lady|baroness|baron|viscount|viscountess|earl|countess|duke|duchess|marquess)\b",
    re.IGNORECASE,
)


@check(severity=Severity.WARNING, about="name", compares=True)
def name_missing(scope: Scope) -> Iterator[Finding]:
    """A member has no first name or no last name.

    Why: a surname alone does not show whom to write to, and two members with one surname look
    alike.
    Fix: take the whole name from the member's own page. If most of a chamber lacks it, load the
    list again from a better source.
    Trap: some people have only one name, which is kept as the last name. Peers (Lord Addington) are
    not reported.
    """
    nameless = Q(first="") | Q(last="")
    # a comma, as in `Smith, John`, means more than that the other name is missing
    lacking = (
        scope.members().annotate(first=Trim("first_name"), last=Trim("last_name")).filter(nameless)
    )
    lacking = lacking.exclude(first_name__contains=",").exclude(last_name__contains=",")
    chambers = (
        scope.members()
        .order_by()
        .annotate(first=Trim("first_name"), last=Trim("last_name"))
        .values("chamber")
    )
    many = chambers.annotate(every=Count("pk"), without=Count("pk", filter=nameless)).filter(
        without__gte=_MANY, every__lt=2 * F("without")
    )
    styles = set(many.values_list("chamber", flat=True))
    for chamber, group in groupby(
        lacking.order_by("chamber__slug", "slug").iterator(), key=lambda member: member.chamber
    ):
        members = tuple(
            member
            for member in group
            if not is_nobody(member.first_name, member.last_name) and not _is_peer(member)
        )
        if not members:
            continue
        if chamber.pk in styles:
            yield Finding(
                subject=chamber,
                field="name",
                message=f"{len(members)} members of {chamber} have no first name or no last name.",
                evidence=Evidence("", "a first and a last name"),
                members=members,
            )
        else:
            yield from map(_finding, members)


def _is_peer(member: Member) -> bool:
    return (
        bool(member.last_name.strip())
        and _PEER.search(f"{member.honorific} {member.last_name}") is not None
    )


def _finding(member: Member) -> Finding:
    has = member.name
    which = "name" if not has else "first name" if not member.first_name.strip() else "last name"
    return Finding(
        subject=member,
        field="name",
        message=f"{has or member.slug} has no {which}.",
        evidence=Evidence(has, f"a {which}", compared=(has,)),
    )
