from collections.abc import Iterator

from issues.findings import Evidence, Finding, Fix, MemberRow, Reach, Severity, change, check
from issues.values import addresses
from members import postcodes


@check(severity=Severity.ERROR, about="address", reach=Reach.MEMBER, part_of=("fill-down",))
def postcode_zero_lost(member: MemberRow) -> Iterator[Finding]:
    """A postcode has lost its leading zero, as happens in a spreadsheet.

    Why: without the zero the postcode is not valid: letters come back, and a search by postcode
    finds nobody.
    Fix: put the zero back, and make the column a text column in the spreadsheet that it came from.
    Trap: a postcode that lost its last digit instead looks the same. Compare the town.
    """
    country = member.chamber.country
    for address in member.addresses:
        if addresses.postcode_fault(country, address.state, address.postcode) != "zero":
            continue
        whole = postcodes.with_zero(country, address.state, address.postcode)
        yield Finding(
            subject=member,
            field=address.field,
            message=(
                f"{member}: the postcode {address.postcode!r} has lost its leading zero. "
                f"It should be {whole}."
            ),
            evidence=Evidence(
                observed=address.postcode, expected=whole, context={"address": str(address)}
            ),
            fixes=(Fix(f"Write {whole}", (change(address, postcode=whole),)),),
        )
