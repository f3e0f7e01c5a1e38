from collections.abc import Iterator
from itertools import groupby

from django.db.models import Count, Q

from issues.checks.helpers.peers import first_chamber
from issues.findings import Evidence, Finding, Scope, Severity, check
from members import normalise
from members.models import Phone

_OWN = ("", "electorate", "district", "office", "mobile", "personal", "home")
_SWITCHBOARD = 4


@check(severity=Severity.WARNING, about="phone", compares=True)
def phone_shared(scope: Scope) -> Iterator[Finding]:
    """Two or three sitting members list the same number for an office of their own.

    Why: people who call one of them reach another. Often a value slipped in from the row beside it.
    Fix: confirm each number on the member's own page and remove the wrong one.
    Trap: members for one electorate, or in the two chambers of a parliament, may share an office,
    and many members may share a switchboard. None of these is reported, nor are numbers in
    parliament or a ministry, toll-free numbers and different extensions.
    """
    listed = scope.all_details(Phone).exclude(normalised="")
    is_own = Q(kind__in=[word for kind in _OWN for word in (kind, kind.title())]) & ~Q(
        line__in=("tollfree", "shared")
    )
    shared = (
        listed.order_by()
        .values("normalised")
        .annotate(
            members=Count("member", distinct=True),
            owners=Count("member", distinct=True, filter=is_own),
        )
        .filter(owners__gt=1, members__lt=_SWITCHBOARD)
    )
    phones = listed.filter(is_own, normalised__in=shared.values("normalised")).order_by(
        "normalised", "member__slug", "pk"
    )
    for number, group in groupby(phones, key=lambda phone: phone.normalised):
        found = list(group)
        if not _is_a_slip(found):
            continue
        members = {phone.member.slug: phone.member for phone in found}
        yield Finding(
            subject=first_chamber(members.values()),
            key=number,
            field=found[0].field,
            message=(
                f"{len(members)} sitting members list {found[0].number} as their own: "
                f"{', '.join(map(str, members.values()))}."
            ),
            evidence=Evidence(
                observed=found[0].number,
                expected="a number of each member's own",
                compared=(number,),
            ),
            members=tuple(members.values()),
        )


def _is_a_slip(phones: list[Phone]) -> bool:
    """True unless this is one person who sits twice, an office of one electorate or of two
    chambers, or a switchboard with extensions.
    """
    people = {(phone.member.first_name.lower(), phone.member.last_name.lower()) for phone in phones}
    seats = {phone.member.electorate_id for phone in phones}
    extensions = {normalise.extension(phone.number)[1] for phone in phones}
    parliaments = {
        (phone.member.chamber.country, phone.member.chamber.jurisdiction) for phone in phones
    }
    if len(parliaments) == 1 and len({phone.member.chamber_id for phone in phones}) == len(people):
        return False
    return len(people) > 1 and (len(seats) > 1 or None in seats) and len(extensions) == 1
