import re
from collections.abc import Iterator
from itertools import groupby

from django.db.models import Count

from issues.findings import Evidence, Finding, Scope, Severity, check
from members.models import Address
from members.models.querysets import AmongTexts

#: If more members than this share an office, it is a building of their parliament or party.
MANY = 3

_STREET_NUMBER = re.compile(r"\d")


@check(
    severity=Severity.INFO,
    about="address",
    compares=True,
    part_of=("member-double", "identifier-shared"),
)
def address_shared(scope: Scope) -> Iterator[Finding]:
    """Members for different electorates of one chamber have the same electorate office.

    Why: one of them may have the address of the row above, and constituents go to the wrong town.
    Fix: confirm each address on the member's own page.
    Trap: neighbours may share an office, and so may couples. Parliament's own building is not
    reported, and nor is an office that four or more members share.
    """
    offices = (
        scope.all_details(Address)
        .filter(kind="electorate", member__electorate__isnull=False)
        .exclude(normalised="")
    )
    shared = (
        offices.order_by()
        .values("member__chamber", "normalised")
        .annotate(
            electorates=Count("member__electorate", distinct=True),
            members=Count("member", distinct=True),
        )
        .filter(electorates__gt=1, members__lte=MANY)
    )
    wanted = {(row["member__chamber"], row["normalised"]) for row in shared.iterator()}
    rows = offices.filter(normalised__in=AmongTexts({address for _, address in wanted})).order_by(
        "member__chamber", "normalised", "member__slug", "pk"
    )
    for key, group in groupby(
        rows, key=lambda address: (address.member.chamber_id, address.normalised)
    ):
        found = list(group)
        if key not in wanted or not _STREET_NUMBER.search(
            f"{found[0].text}{found[0].line1}{found[0].line2}{found[0].line3}"
        ):
            continue
        members = {address.member_id: address.member for address in found}
        yield Finding(
            subject=found[0].member.chamber,
            field="address:electorate",
            key=found[0].normalised,
            message=(
                f"{', '.join(map(str, members.values()))} have the same electorate office: "
                f"{found[0]}."
            ),
            evidence=Evidence(
                observed=str(found[0]),
                expected="an office of each member's own",
                compared=(found[0].normalised,),
            ),
            members=tuple(members.values()),
        )
