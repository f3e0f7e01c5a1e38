import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import TypeVar

from issues.findings import ChamberMembers, Evidence, Finding, MemberRow, Reach, Severity, check
from issues.values.series import Series, may_count_up
from members import fields
from members.models import Phone
from members.rows.details import AddressRow, PhoneRow

_FAX = Phone.Medium.FAX.value

R = TypeVar("R", bound=AddressRow | PhoneRow)

# rooms and floors of one building are numbered in a row
_INSIDE = re.compile(
    r"\b(?:room|rm|level|floor|suite|unit|office|seat|desk|bench|shop)\b", re.IGNORECASE
)


@check(severity=Severity.WARNING, about="", reach=Reach.CHAMBER)
def fill_down(chamber: ChamberMembers) -> Iterator[Finding]:
    """Values count up by one from member to member, as when a spreadsheet cell is dragged down.

    Why: the spreadsheet made up all of them except the first, and each looks right.
    Fix: take the column from the source again, or copy the first value down if all members share
    it.
    Trap: offices that were given phone numbers in the order of the list count up as well.
    Identifiers may count up, so they are not checked.
    """
    members = {member.pk: member for member in chamber.sitting}
    for field, what, series in _series(chamber.sitting):
        concerned = [members[key] for key in series.rows]
        shown = ", ".join((*series.values[:3], "...", series.values[-1]))
        yield Finding(
            subject=chamber.chamber,
            field=field,
            key=f"{field} {what} {series.values[0]}".strip(),
            message=(
                f"{chamber.chamber}: {_column(field, what)} counts up from {concerned[0]} "
                f"to {concerned[-1]}: {shown}."
            ),
            evidence=Evidence(
                observed=shown,
                expected="values of each member's own",
                compared=(series.values[0], series.values[-1]),
            ),
            members=tuple(concerned),
            # a line that counts up does not mean that the parts beside it are wrong
            counted={} if what == "line" else None,
        )


def _column(field: str, what: str) -> str:
    """Return the column in plain words: `Address, parliament: postcode`."""
    return ": ".join(filter(None, (fields.label(field), what)))


def _series(members: Iterable[MemberRow]) -> Iterator[tuple[str, str, Series]]:
    """Yield the series in the columns of a chamber, each with its field and the column in words."""
    addresses: dict[str, list[AddressRow]] = defaultdict(list)
    phones: dict[str, list[PhoneRow]] = defaultdict(list)
    faxes: dict[str, list[PhoneRow]] = defaultdict(list)
    for member in members:
        for address in member.addresses:
            addresses[address.kind].append(address)
        for phone in member.phones:
            (faxes if phone.medium == _FAX else phones)[phone.kind].append(phone)
    for offices in addresses.values():
        for series in _in_column(offices, attrgetter("postcode")):
            yield offices[0].field, "postcode", series
        for series in _in_column(offices, attrgetter("line1")):
            if not _INSIDE.search(series.values[0]):
                yield offices[0].field, "line", series
    for numbers in (*phones.values(), *faxes.values()):
        for series in _in_column(numbers, lambda phone: phone.normalised[1:]):
            yield numbers[0].field, "", series


def _in_column(rows: Sequence[R], cell: Callable[[R], str]) -> Iterable[Series]:
    """Return the series in the cells of one column, one in each of these rows.

    Series that begin with the same value are joined into one.
    """
    members = [row.member_id for row in rows]
    if len(set(members)) == len(members) and not may_count_up(list(map(cell, rows[::2]))):
        return ()
    running = Series()
    ended = [running.feed(member, cell(row)) for member, row in zip(members, rows, strict=True)]
    found: dict[str, Series] = {}
    for series in (*ended, *running.end()):
        if series:
            before = found.setdefault(series.values[0], series)
            if before is not series:
                before.add(series)
    return found.values()
