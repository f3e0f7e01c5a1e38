from collections.abc import Iterator

from issues.findings import Evidence, Finding, Fix, Scope, Severity, among, change, check
from issues.values import addresses
from members import postcodes
from members.models import Address


@check(severity=Severity.ERROR, about="address", part_of=("fill-down", "column-shift"))
def postcode_malformed(scope: Scope) -> Iterator[Finding]:
    """A postcode does not have the form of the country's postcodes.

    Why: a letter with it comes back, and a search by postcode does not find the member.
    Fix: write the postcode in the form that the country's post uses. Look at the columns beside it,
    because often all of them have slipped.
    Trap: an office abroad has a postcode of its own country. Dismiss that as an accepted exception.
    Other checks report lost zeros, numbers that a spreadsheet changed, and words like TBC.
    """
    rows = (
        scope.details(Address)
        .exclude(postcode="")
        .values_list("pk", "member__chamber__country", "state", "postcode")
    )
    wrong = [
        key for key, *place in rows.iterator() if addresses.postcode_fault(*place) == "malformed"
    ]
    for address in among(scope.details(Address), wrong):
        yield Finding(
            subject=address.member,
            field=address.field,
            message=(
                f"{address.member}: {address.postcode!r} is not a postcode of "
                f"{address.member.chamber.country}."
            ),
            evidence=Evidence(
                observed=address.postcode,
                expected=f"a postcode of {address.member.chamber.country}",
                compared=(address.postcode,),
                context={"address": str(address)},
            ),
            fixes=tuple(_fixes(address)),
        )


def _fixes(address: Address) -> Iterator[Fix]:
    country = address.member.chamber.country
    postcode, state = addresses.postcode_within(country, address.postcode)
    given = postcodes.abbreviation(country, address.state)
    if (
        not postcode
        or (state and given and state != given)
        or postcodes.fits(country, address.state, postcode) is False
    ):
        return
    if state and not address.state:
        yield Fix(f"Write {state} {postcode}", (change(address, state=state, postcode=postcode),))
    else:
        yield Fix(f"Write {postcode}", (change(address, postcode=postcode),))
