import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby

from issues.findings import Evidence, Finding, Scope, Severity, among, check
from issues.values.series import Series
from members import fields
from members.models import Address, Phone

# rooms and floors of one building are numbered in a row
_INSIDE = re.compile(
    r"\b(?:room|rm|level|floor|suite|unit|office|seat|desk|bench|shop)\b", re.IGNORECASE
)

Cell = tuple[int, int, str, str, str]


@check(severity=Severity.WARNING, about="", compares=True)
def fill_down(scope: Scope) -> Iterator[Finding]:
    """Values count up by one from member to member, as when a spreadsheet cell is dragged down.

    Why: the spreadsheet made up all of them except the first, and each looks right.
    Fix: take the column from the source again, or copy the first value down if all members share
    it.
    Trap: offices that were given phone numbers in the order of the list count up as well.
    Identifiers may count up, so they are not checked.
    """
    found: list[tuple[str, str, Series]] = []
    for cells in (_addresses(scope), _phones(scope)):
        for _, rows in groupby(cells, key=lambda cell: cell[0]):
            found += _series(rows)
    members = {
        member.pk: member
        for member in among(
            scope.all_members(), {key for _, _, series in found for key in series.rows}
        )
    }
    for field, what, series in found:
        concerned = [members[key] for key in series.rows]
        shown = ", ".join((*series.values[:3], "...", series.values[-1]))
        yield Finding(
            subject=concerned[0].chamber,
            field=field,
            key=f"{field} {what} {series.values[0]}".strip(),
            message=(
                f"{concerned[0].chamber}: {_column(field, what)} counts up from {concerned[0]} "
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


def _addresses(scope: Scope) -> Iterator[Cell]:
    """Yield the cells of each column of addresses: chamber, member, field, column in words, and
    value.
    """
    rows = scope.details(Address).order_by("member__chamber_id", "member_id", "pk")
    for chamber, member, kind, line, postcode in rows.values_list(
        "member__chamber", "member", "kind", "line1", "postcode"
    ).iterator():
        field = f"address:{kind}" if kind else "address"
        yield chamber, member, field, "postcode", postcode
        yield chamber, member, field, "line", line


def _phones(scope: Scope) -> Iterator[Cell]:
    rows = scope.details(Phone).order_by("member__chamber_id", "member_id", "pk")
    for chamber, member, kind, medium, number in rows.values_list(
        "member__chamber", "member", "kind", "medium", "normalised"
    ).iterator():
        word = "fax" if medium == Phone.Medium.FAX else "phone"
        yield chamber, member, f"{word}:{kind}" if kind else word, "", number[1:]


def _series(cells: Iterable[Cell]) -> list[tuple[str, str, Series]]:
    """Return the series in the cells of one chamber, each with its field and column.

    Series in one column that begin with the same value are joined into one.
    """
    running: dict[tuple[str, str], Series] = defaultdict(Series)
    ended: dict[tuple[str, str, str], Series] = {}

    def keep(column: tuple[str, str], series: Series) -> None:
        if not (column[1] == "line" and _INSIDE.search(series.values[0])):
            before = ended.setdefault((*column, series.values[0]), series)
            if before is not series:
                before.add(series)

    for _, member, field, what, value in cells:
        if series := running[field, what].feed(member, value):
            keep((field, what), series)
    for column, last in running.items():
        for series in last.end():
            keep(column, series)
    return [(field, what, series) for (field, what, _), series in ended.items()]
