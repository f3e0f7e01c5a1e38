import re
from collections.abc import Iterator

from issues.findings import Evidence, Finding, Fix, Scope, Severity, among, change, check
from issues.values import addresses, places
from members import postcodes
from members.models import Address

# the last word is short and in capitals or ends a state's name, or there is a comma or a digit
_MAYBE = re.compile(
    r",|;|\d|\b[A-Z.]{2,4}$|\b(?:Wales|Territory|Australia|Columbia|Scotia|Brunswick|Labrador|Island|Dakota|Carolina|York)$"
)


@check(severity=Severity.WARNING, about="address")
def suburb_with_state(scope: Scope) -> Iterator[Finding]:
    """The suburb has the state or the postcode after it.

    Why: people do not find the town by its name, and on an envelope state and postcode appear twice
    or in the wrong place.
    Fix: leave only the town's name in the suburb, and put the other parts into their own columns.
    Trap: a town may have the name of a state (New York, Mount Victoria), and Washington DC is that
    city's own name. Neither is reported.
    """
    rows = (
        scope.details(Address)
        .exclude(suburb="")
        .values_list("pk", "member__chamber__country", "suburb")
    )
    wrong = [
        key
        for key, country, suburb in rows.iterator()
        if _MAYBE.search(suburb) and _place(country, suburb)
    ]
    for address in among(scope.details(Address), wrong):
        place = _place(address.member.chamber.country, address.suburb)
        if place is None:
            continue
        yield Finding(
            subject=address.member,
            field=address.field,
            message=f"{address.member}: the suburb {address.suburb!r} contains more than the town.",
            evidence=Evidence(
                observed=address.suburb, expected=place.suburb, context={"address": str(address)}
            ),
            fixes=tuple(_fixes(address, place)),
        )


def _place(country: str, suburb: str) -> places.WrittenPlace | None:
    return (
        None
        if addresses.is_odd_town(country, suburb) or addresses.suburb_fault(country, suburb)
        else places.in_suburb(country, suburb)
    )


def _fixes(address: Address, place: places.WrittenPlace) -> Iterator[Fix]:
    country = address.member.chamber.country
    state, postcode = address.state or place.state, address.postcode or place.postcode
    agreed = not place.state or postcodes.abbreviation(country, state) == place.state
    if (
        agreed
        and place.postcode in ("", postcode)
        and addresses.postcode_fault(country, state, postcode) != "state"
    ):
        yield Fix(
            f"Write {' '.join(filter(None, (place.suburb, state, postcode)))}",
            (change(address, **_parts(address, place)),),
        )


def _parts(address: Address, place: places.WrittenPlace) -> dict[str, str]:
    """Return the columns to write: the town, and the parts behind it whose own columns
    are empty.
    """
    return {
        "suburb": place.suburb,
        **({"state": place.state} if place.state and not address.state else {}),
        **({"postcode": place.postcode} if place.postcode and not address.postcode else {}),
    }
