from collections.abc import Iterator

from issues.findings import Evidence, Finding, MemberRow, Reach, Severity, check
from issues.values import addresses
from members import postcodes


@check(
    severity=Severity.ERROR,
    about="address",
    reach=Reach.MEMBER,
    part_of=("fill-down", "column-shift"),
)
def postcode_not_in_state(member: MemberRow) -> Iterator[Finding]:
    """An address has a postcode that is not in its state.

    Why: letters go astray, and people look for the office in the wrong place.
    Fix: correct the postcode or the state.
    Trap: some towns on a border have a postcode of the neighbouring state. Dismiss those as an
    accepted exception. Other checks report postcodes that are not valid at all or that lost a zero.
    """
    country = member.chamber.country
    for address in member.addresses:
        if addresses.postcode_fault(country, address.state, address.postcode) != "state":
            continue
        states = " or ".join(postcodes.states(country, address.postcode))
        yield Finding(
            subject=member,
            field=address.field,
            message=(
                f"{member}: the postcode {address.postcode!r} is not in {address.state}."
                + (f" It belongs to {states}." if states else "")
            ),
            evidence=Evidence(
                observed=f"{address.state} {address.postcode}",
                expected=f"a postcode of {address.state}",
                compared=(address.state, address.postcode),
                context={"address": str(address), "belongs to": states},
            ),
        )
