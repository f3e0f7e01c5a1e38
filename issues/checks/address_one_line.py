from collections.abc import Iterator

from issues.findings import Evidence, Finding, Fix, MemberRow, Reach, Severity, change, check
from issues.values import addresses, places
from members import postcodes
from members.rows.details import AddressRow

LINES = ("line1", "line2", "line3")


@check(severity=Severity.WARNING, about="address", reach=Reach.MEMBER)
def address_one_line(member: MemberRow) -> Iterator[Finding]:
    """An address has its town and postcode in a street line, and their own columns are empty.

    Why: nobody finds the member by town or postcode, and neither can be checked against the state.
    Fix: put town, state and postcode into their own columns. If the address is given in one piece,
    put it into the field for whole addresses.
    Trap: the number of a box, a bag or a room can look like a postcode. Those are not reported.
    """
    country = member.chamber.country
    for address in member.addresses:
        if address.suburb or address.state or address.postcode:
            continue
        found = _found(country, address)
        if found is None:
            continue
        column, place = found
        state = place.state or (
            only[0] if len(only := postcodes.states(country, place.postcode)) == 1 else ""
        )
        expected = ", ".join(
            filter(
                None, (place.before, " ".join(filter(None, (place.suburb, state, place.postcode))))
            )
        )
        parts = {
            column: place.before,
            "suburb": place.suburb,
            "state": state,
            "postcode": place.postcode,
        }
        fits = not addresses.postcode_fault(country, state, place.postcode)
        yield Finding(
            subject=member,
            field=address.field,
            message=(f"{member}: the whole address is in one line: {getattr(address, column)!r}."),
            evidence=Evidence(
                observed=getattr(address, column),
                expected=f"in parts: {expected}",
                compared=(getattr(address, column),),
                context={"address": str(address)},
            ),
            fixes=(Fix(f"Split it into its parts: {expected}", (change(address, **parts),)),)
            if fits
            else (),
        )


def _found(country: str, address: AddressRow) -> tuple[str, places.WrittenPlace] | None:
    """Return the column of the last line in use and the place at its end, or None."""
    lines = ((column, getattr(address, column)) for column in LINES)
    used = [(column, line) for column, line in lines if line.strip()]
    if not used:
        return None
    column, line = used[-1]
    place = places.in_line(country, line, below=len(used) > 1)
    return (column, place) if place else None
