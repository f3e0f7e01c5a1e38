from collections.abc import Iterator

from issues.findings import Evidence, Finding, Fix, MemberRow, Reach, Severity, change, check
from issues.values import addresses
from members import postcodes
from members.rows.details import AddressRow


@check(
    severity=Severity.ERROR,
    about="address",
    reach=Reach.MEMBER,
    part_of=("fill-down", "column-shift"),
)
def postcode_malformed(member: MemberRow) -> Iterator[Finding]:
    """A postcode does not have the form of the country's postcodes.

    Why: a letter with it comes back, and a search by postcode does not find the member.
    Fix: write the postcode in the form that the country's post uses. Look at the columns beside it,
    because often all of them have slipped.
    Trap: an office abroad has a postcode of its own country. Dismiss that as an accepted exception.
    Other checks report lost zeros, numbers that a spreadsheet changed, and words like TBC.
    """
    country = member.chamber.country
    for address in member.addresses:
        if addresses.postcode_fault(country, address.state, address.postcode) != "malformed":
            continue
        yield Finding(
            subject=member,
            field=address.field,
            message=f"{member}: {address.postcode!r} is not a postcode of {country}.",
            evidence=Evidence(
                observed=address.postcode,
                expected=f"a postcode of {country}",
                compared=(address.postcode,),
                context={"address": str(address)},
            ),
            fixes=tuple(_fixes(country, address)),
        )


def _fixes(country: str, address: AddressRow) -> Iterator[Fix]:
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
