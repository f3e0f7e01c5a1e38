from collections.abc import Iterator

from issues.registry import Evidence, Finding, check
from issues.scope import Scope
from issues.vocabulary import Severity
from members import postcodes
from members.models import Address


@check(severity=Severity.ERROR, about="address")
def postcode_not_in_state(scope: Scope) -> Iterator[Finding]:
    """An address has a postcode that its state does not have.

    Why: letters go astray, and people look for the office in the wrong place.
    Fix: correct the postcode or the state; a leading zero lost in a spreadsheet is the usual cause.
    Trap: some towns on a border have the postcode of the neighbouring state; dismiss those as an accepted exception.
    """
    addresses = scope.details(Address).exclude(state="").exclude(postcode="")
    places = addresses.order_by().values_list("member__chamber__country", "state", "postcode").distinct()
    wrong = {place for place in places.iterator() if postcodes.fits(*place) is False}
    for address in addresses.filter(postcode__in={postcode for _, _, postcode in wrong}):
        country = address.member.chamber.country
        if (country, address.state, address.postcode) not in wrong:
            continue
        states = " or ".join(postcodes.states(country, address.postcode))
        yield Finding(
            subject=address.member,
            field=address.field,
            message=f"{address.member}: the postcode {address.postcode!r} is not one of {address.state}."
            + (f" It belongs to {states}." if states else ""),
            evidence=Evidence(
                observed=f"{address.state} {address.postcode}",
                expected=f"a postcode of {address.state}",
                compared=(address.state, address.postcode),
                context={"address": str(address), "belongs to": states},
            ),
        )
