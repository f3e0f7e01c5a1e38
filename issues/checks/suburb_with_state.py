import re
from collections.abc import Iterator
from functools import lru_cache

from issues.findings import Evidence, Finding, Fix, MemberRow, Reach, Severity, change, check
from issues.values import addresses, places
from members import postcodes
from members.rows.details import AddressRow

# the last word is short and in capitals or ends a state's name, or there is a comma or a digit
_MAYBE = re.compile(
    r",|;|\d|\b[A-Z.]{2,4}$|\b(?:Wales|Territory|Australia|Columbia|Scotia|Brunswick|Labrador|Island|Dakota|Carolina|York)$"
)


@check(severity=Severity.WARNING, about="address", reach=Reach.MEMBER)
def suburb_with_state(member: MemberRow) -> Iterator[Finding]:
    """The suburb has the state or the postcode after it.

    Why: people do not find the town by its name, and on an envelope state and postcode appear twice
    or in the wrong place.
    Fix: leave only the town's name in the suburb, and put the other parts into their own columns.
    Trap: a town may have the name of a state (New York, Mount Victoria), and Washington DC is that
    city's own name. Neither is reported.
    """
    country = member.chamber.country
    for address in member.addresses:
        place = _place(country, address.suburb)
        if place is None:
            continue
        yield Finding(
            subject=member,
            field=address.field,
            message=f"{member}: the suburb {address.suburb!r} contains more than the town.",
            evidence=Evidence(
                observed=address.suburb, expected=place.suburb, context={"address": str(address)}
            ),
            fixes=tuple(_fixes(country, address, place)),
        )


@lru_cache(4096)
def _place(country: str, suburb: str) -> places.WrittenPlace | None:
    """Return the parts of a suburb that contains more than the town, else None. Cached, as towns
    repeat.
    """
    return (
        None
        if not _MAYBE.search(suburb)
        or addresses.is_odd_town(country, suburb)
        or addresses.suburb_fault(country, suburb)
        else places.in_suburb(country, suburb)
    )


def _fixes(country: str, address: AddressRow, place: places.WrittenPlace) -> Iterator[Fix]:
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


def _parts(address: AddressRow, place: places.WrittenPlace) -> dict[str, str]:
    """Return the columns to write: the town, and the parts behind it whose own columns
    are empty.
    """
    return {
        "suburb": place.suburb,
        **({"state": place.state} if place.state and not address.state else {}),
        **({"postcode": place.postcode} if place.postcode and not address.postcode else {}),
    }
