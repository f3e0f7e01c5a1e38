import re
from collections.abc import Iterator

from issues.findings import Evidence, Finding, Fix, MemberRow, Reach, Severity, change, check
from members.rows.details import AddressRow

LINES = ("line1", "line2", "line3")

# up to three words of letters, without a kind of street or building
_TOWN = re.compile(r"[^\W\d_][^\W\d_'.-]+(?: [^\W\d_][^\W\d_'.-]*){0,2}")
_NO_TOWN = re.compile(
    r"\b(?:street|st|road|rd|avenue|ave|place|drive|highway|hwy|terrace|parade|lane|court|crescent|boulevard|esplanade|square|way|circuit|"
    r"quay|mall|house|building|bldg|centre|center|tower|towers|plaza|arcade|office|offices|chambers|hall|capitol|floor|wing|wharf|hub|"
    r"village|shops?|complex|block|annex|annexe|library|parliament|assembly|council|senate|legislature|market|bank|hotel|exchange|concourse)\b",
    re.IGNORECASE,
)


@check(severity=Severity.INFO, about="address", reach=Reach.MEMBER)
def suburb_in_line(member: MemberRow) -> Iterator[Finding]:
    """The suburb of an address is empty, and a town's name is in its last line.

    Why: people who search for the town do not find the member.
    Fix: move the town from the line into the suburb.
    Trap: the last line may be the name of a building that sounds like a town.
    """
    for address in member.addresses:
        if address.suburb or not address.postcode:
            continue
        column = _found(address)
        if not column:
            continue
        town = getattr(address, column)
        yield Finding(
            subject=member,
            field=address.field,
            message=(f"{member}: the suburb is empty, and {town!r} is in a line of the address."),
            evidence=Evidence(
                observed=town,
                expected=f"suburb: {town}",
                compared=(town,),
                context={"address": str(address)},
            ),
            fixes=(
                Fix(
                    f"Move {town} to the suburb", (change(address, **{column: "", "suburb": town}),)
                ),
            ),
        )


def _found(address: AddressRow) -> str:
    """Return the column of the last line if it looks like a town and a line is above
    it, else "".
    """
    lines = ((column, getattr(address, column).strip()) for column in LINES)
    used = [(column, line) for column, line in lines if line]
    if len(used) < 2 or not _TOWN.fullmatch(used[-1][1]) or _NO_TOWN.search(used[-1][1]):
        return ""
    return used[-1][0]
