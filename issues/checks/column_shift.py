from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from issues.findings import (
    ChamberMembers,
    Evidence,
    Finding,
    Fix,
    MemberRow,
    Reach,
    Scope,
    Severity,
    check,
)
from issues.findings.collected import of_rows
from issues.findings.finding import Part
from issues.findings.registry import CHECKS
from issues.values import addresses

#: From this many rows on, the same kind of value in a wrong column has one cause.
ENOUGH = 5


@check(severity=Severity.ERROR, about="address", reach=Reach.CHAMBER)
def column_shift(chamber: ChamberMembers, today: date) -> Iterator[Finding]:
    """The columns of a chamber's addresses have slipped: many rows have the same kind of wrong
    value in the same column.

    Why: one mistake was made when the list was loaded, and correcting it row by row takes hours.
    Fix: load the file again with its columns in order, or move the columns of all these rows at
    once.
    Trap: the errors in each of these rows are not reported separately. The page of this issue lists
    them.
    """
    columns: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    country = chamber.chamber.country
    for member in chamber.sitting:
        for address in member.addresses:
            for column, sort in addresses.foreign_parts(
                country, address.suburb, address.state, address.postcode
            ):
                columns[address.kind][f"{column}: {sort}"].add(member.pk)
    for kind, every in columns.items():
        found = {what: keys for what, keys in every.items() if len(keys) >= ENOUGH}
        if not found:
            continue
        wanted = set().union(*found.values())
        concerned = [member for member in chamber.sitting if member.pk in wanted]
        fixes = _fixes(concerned, today)
        field, shown = f"address:{kind}" if kind else "address", "; ".join(sorted(found))
        yield Finding(
            subject=chamber.chamber,
            field=field,
            key=field,
            message=f"{chamber.chamber}: the columns of {field} have slipped in "
            f"{len(concerned)} rows ({shown}): "
            f"{', '.join(map(str, concerned))}.",
            evidence=Evidence(
                observed=shown,
                expected="each part of an address in its own column",
                compared=(shown,),
            ),
            members=tuple(concerned),
            fixes=tuple(
                _together(
                    [
                        fixes[part]
                        for member in concerned
                        if (part := (member.slug, field)) in fixes
                    ],
                    len(concerned),
                )
            ),
        )


def _fixes(members: list[MemberRow], today: date) -> dict[Part, Fix]:
    """Return the fix of each row that has exactly one finding of a narrower check, with exactly one
    fix.
    """
    found: dict[Part, list[Finding]] = defaultdict(list)
    narrower = [each for each in CHECKS.values() if "column-shift" in each.part_of]
    for collected in of_rows(narrower, members, Scope(today)).values():
        for finding in collected.result().values():
            for part in finding.parts:
                found[part].append(finding)
    return {
        part: narrow[0].fixes[0]
        for part, narrow in found.items()
        if len(narrow) == len(narrow[0].fixes) == 1
    }


def _together(fixes: list[Fix], rows: int) -> Iterator[Fix]:
    if fixes:
        count = f"all {rows}" if len(fixes) == rows else f"{len(fixes)} of {rows}"
        yield Fix(
            f"Put each value in its own column, in {count} rows",
            tuple(edit for fix in fixes for edit in fix.edits),
        )
