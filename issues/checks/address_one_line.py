from collections.abc import Iterator

from issues.findings import Evidence, Finding, Fix, Scope, Severity, among, change, check
from issues.values import addresses, places
from members import postcodes
from members.models import Address

LINES = ("line1", "line2", "line3")


@check(severity=Severity.WARNING, about="address")
def address_one_line(scope: Scope) -> Iterator[Finding]:
    """An address has its town and postcode in a street line, and their own columns are empty.

    Why: nobody finds the member by town or postcode, and neither can be checked against the state.
    Fix: put town, state and postcode into their own columns. If the address is given in one piece,
    put it into the field for whole addresses.
    Trap: the number of a box, a bag or a room can look like a postcode. Those are not reported.
    """
    rows = (
        scope.details(Address)
        .filter(suburb="", state="", postcode="")
        .exclude(line1="", line2="", line3="")
    )
    wrong = [
        key
        for key, *given in rows.values_list("pk", "member__chamber__country", *LINES).iterator()
        if _found(*given)
    ]
    for address in among(scope.details(Address), wrong):
        country = address.member.chamber.country
        found = _found(country, address.line1, address.line2, address.line3)
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
            subject=address.member,
            field=address.field,
            message=(
                f"{address.member}: the whole address is in one line: {getattr(address, column)!r}."
            ),
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


def _found(country: str, *lines: str) -> tuple[str, places.WrittenPlace] | None:
    """Return the column of the last line in use and the place at its end, or None."""
    used = [(column, line) for column, line in zip(LINES, lines, strict=True) if line.strip()]
    if not used:
        return None
    column, line = used[-1]
    place = places.in_line(country, line, below=len(used) > 1)
    return (column, place) if place else None
