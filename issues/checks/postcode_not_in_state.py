from collections.abc import Iterator

from issues.findings import Evidence, Finding, Scope, Severity, among, check
from issues.values import addresses
from members import postcodes
from members.models import Address


@check(severity=Severity.ERROR, about="address", part_of=("fill-down", "column-shift"))
def postcode_not_in_state(scope: Scope) -> Iterator[Finding]:
    """An address has a postcode that is not in its state.

    Why: letters go astray, and people look for the office in the wrong place.
    Fix: correct the postcode or the state.
    Trap: some towns on a border have a postcode of the neighbouring state. Dismiss those as an
    accepted exception. Other checks report postcodes that are not valid at all or that lost a zero.
    """
    rows = scope.details(Address).exclude(state="").exclude(postcode="")
    places = rows.values_list("pk", "member__chamber__country", "state", "postcode")
    wrong = [
        key for key, *place in places.iterator() if addresses.postcode_fault(*place) == "state"
    ]
    for address in among(scope.details(Address), wrong):
        states = " or ".join(postcodes.states(address.member.chamber.country, address.postcode))
        yield Finding(
            subject=address.member,
            field=address.field,
            message=(
                f"{address.member}: the postcode {address.postcode!r} is not in {address.state}."
                + (f" It belongs to {states}." if states else "")
            ),
            evidence=Evidence(
                observed=f"{address.state} {address.postcode}",
                expected=f"a postcode of {address.state}",
                compared=(address.state, address.postcode),
                context={"address": str(address), "belongs to": states},
            ),
        )
