from collections.abc import Iterator

from issues.findings import Evidence, Finding, Fix, Scope, Severity, among, change, check
from issues.values import addresses
from members import postcodes
from members.models import Address


@check(severity=Severity.ERROR, about="address", part_of=("fill-down",))
def postcode_zero_lost(scope: Scope) -> Iterator[Finding]:
    """A postcode has lost its leading zero, as happens in a spreadsheet.

    Why: without the zero the postcode is not valid: letters come back, and a search by postcode
    finds nobody.
    Fix: put the zero back, and make the column a text column in the spreadsheet that it came from.
    Trap: a postcode that lost its last digit instead looks the same. Compare the town.
    """
    rows = (
        scope.details(Address)
        .exclude(postcode="")
        .values_list("pk", "member__chamber__country", "state", "postcode")
    )
    wrong = [key for key, *place in rows.iterator() if addresses.postcode_fault(*place) == "zero"]
    for address in among(scope.details(Address), wrong):
        whole = postcodes.with_zero(address.member.chamber.country, address.state, address.postcode)
        yield Finding(
            subject=address.member,
            field=address.field,
            message=(
                f"{address.member}: the postcode {address.postcode!r} has lost its leading zero. "
                f"It should be {whole}."
            ),
            evidence=Evidence(
                observed=address.postcode, expected=whole, context={"address": str(address)}
            ),
            fixes=(Fix(f"Write {whole}", (change(address, postcode=whole),)),),
        )
