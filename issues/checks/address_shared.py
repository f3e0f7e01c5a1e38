import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from issues.findings import ChamberMembers, Evidence, Finding, MemberRow, Reach, Severity, check
from members.rows.details import AddressRow

#: If more members than this share an office, it is a building of their parliament or party.
MANY = 3

_STREET_NUMBER = re.compile(r"\d")


@check(
    severity=Severity.INFO,
    about="address",
    reach=Reach.CHAMBER,
    part_of=("member-double", "identifier-shared"),
)
def address_shared(chamber: ChamberMembers) -> Iterator[Finding]:
    """Members for different electorates of one chamber have the same electorate office.

    Why: one of them may have the address of the row above, and constituents go to the wrong town.
    Fix: confirm each address on the member's own page.
    Trap: neighbours may share an office, and so may couples. Parliament's own building is not
    reported, and nor is an office that four or more members share.
    """
    for offices in _shared(chamber):
        first = offices[0][1]
        members = {member.pk: member for member, _ in offices}
        electorates = {member.electorate_id for member in members.values()}
        street = f"{first.text}{first.line1}{first.line2}{first.line3}"
        if len(electorates) < 2 or len(members) > MANY or not _STREET_NUMBER.search(street):
            continue
        yield Finding(
            subject=chamber.chamber,
            field="address:electorate",
            key=first.normalised,
            message=(
                f"{', '.join(map(str, members.values()))} have the same electorate office: {first}."
            ),
            evidence=Evidence(
                observed=str(first),
                expected="an office of each member's own",
                compared=(first.normalised,),
            ),
            members=tuple(members.values()),
        )


def _shared(chamber: ChamberMembers) -> Iterator[list[tuple[MemberRow, AddressRow]]]:
    """Yield the electorate offices that have the same address, each with its member, sorted by the
    members' slugs. Members without an electorate are left out.
    """
    offices = [
        (member, address)
        for member in chamber.sitting
        if member.electorate
        for address in member.addresses
        if address.kind == "electorate" and address.normalised
    ]
    counted = Counter(address.normalised for _, address in offices)
    if len(counted) == len(offices):
        return
    shared: dict[str, list[tuple[MemberRow, AddressRow]]] = defaultdict(list)
    for member, address in sorted(offices, key=lambda office: office[0].slug):
        if counted[address.normalised] > 1:
            shared[address.normalised].append((member, address))
    yield from (shared[address] for address in sorted(shared))
