from collections.abc import Iterator
from itertools import groupby

from django.db.models import Count
from django.db.models.functions import Lower
from rapidfuzz.distance import OSA

from issues.findings import Evidence, Finding, Reach, Scope, Severity, check
from members.models import Address
from members.models.querysets import AmongTexts

#: Countries where a whole suburb has one postcode.
COUNTRIES = ("AU", "NZ")

#: The number of members who have to agree.
ENOUGH = 3

_BOXES = ("box", "bag")


@check(severity=Severity.INFO, about="address", reach=Reach.WHOLE, part_of=("fill-down",))
def suburb_postcodes(scope: Scope) -> Iterator[Finding]:
    """A suburb has a postcode that differs by one digit from the one in all other addresses there.

    Why: with one wrong digit it is a valid postcode of some other suburb, which no other check can
    see.
    Fix: look the suburb up on the post's own site.
    Trap: a suburb may have two postcodes, and boxes have one of their own. Boxes are not compared
    with streets.
    """
    rows = (
        scope.all_details(Address)
        .filter(member__chamber__country__in=COUNTRIES, postal=False)
        .exclude(suburb="")
        .exclude(postcode="")
    )
    streets = rows
    for word in _BOXES:
        streets = streets.exclude(line1__icontains=word)
    counted = (
        streets.order_by()
        .annotate(town=Lower("suburb"))
        .values_list("member__chamber__country", "town", "state", "postcode")
        .annotate(members=Count("member", distinct=True))
        .order_by("member__chamber__country", "town", "state", "postcode")
    )
    odd: dict[tuple[str, str, str, str], str] = {}
    for (country, town, state), group in groupby(counted.iterator(), key=lambda row: row[:3]):
        postcodes = {postcode: members for *_, postcode, members in group}
        usual, many = max(postcodes.items(), key=lambda item: item[1])
        near = [
            rare for rare in postcodes if len(rare) == len(usual) and OSA.distance(rare, usual) == 1
        ]
        if many >= ENOUGH and len(near) == 1 and postcodes[near[0]] == 1:
            odd[country, town, state, near[0]] = usual
    wrong = rows.annotate(town=Lower("suburb")).filter(town__in=AmongTexts({key[1] for key in odd}))
    wrong = wrong.filter(postcode__in=AmongTexts({key[3] for key in odd}))
    for address in wrong:
        usual = odd.get(
            (address.member.chamber.country, address.town, address.state, address.postcode), ""
        )
        if usual and not any(word in address.line1.lower() for word in _BOXES):
            yield Finding(
                subject=address.member,
                field=address.field,
                message=(
                    f"{address.member}: {address.suburb} has the postcode {address.postcode} "
                    f"here and {usual} everywhere else."
                ),
                evidence=Evidence(
                    observed=f"{address.suburb} {address.postcode}",
                    expected=usual,
                    context={"address": str(address)},
                ),
            )
