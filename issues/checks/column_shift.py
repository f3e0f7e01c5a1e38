from collections import defaultdict
from collections.abc import Iterator

from issues.findings import Evidence, Finding, Fix, Scope, Severity, among, check
from issues.findings.finding import Part
from issues.findings.registry import CHECKS
from issues.values import addresses
from members.models import Address

#: From this many rows on, the same kind of value in a wrong column has one cause.
ENOUGH = 5


@check(severity=Severity.ERROR, about="address", compares=True)
def column_shift(scope: Scope) -> Iterator[Finding]:
    """The columns of a chamber's addresses have slipped: many rows have the same kind of wrong
    value in the same column.

    Why: one mistake was made when the list was loaded, and correcting it row by row takes hours.
    Fix: load the file again with its columns in order, or move the columns of all these rows at
    once.
    Trap: the errors in each of these rows are not reported separately. The page of this issue lists
    them.
    """
    columns: dict[tuple[int, str], dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    rows = scope.details(Address).values_list(
        "member__chamber",
        "member",
        "kind",
        "member__chamber__country",
        "suburb",
        "state",
        "postcode",
    )
    for chamber, member, kind, *given in rows.iterator():
        for column, sort in addresses.foreign_parts(*given):
            columns[chamber, kind][f"{column}: {sort}"].add(member)
    shifted = {
        group: {what: keys for what, keys in found.items() if len(keys) >= ENOUGH}
        for group, found in columns.items()
    }
    wanted = {key for found in shifted.values() for keys in found.values() for key in keys}
    members = {member.pk: member for member in among(scope.all_members(), sorted(wanted))}
    fixes = _fixes(scope, frozenset(member.slug for member in members.values()))
    for (_, kind), found in shifted.items():
        if not found:
            continue
        concerned = [members[key] for key in sorted(set().union(*found.values()))]
        field, shown = f"address:{kind}" if kind else "address", "; ".join(sorted(found))
        yield Finding(
            subject=concerned[0].chamber,
            field=field,
            key=field,
            message=f"{concerned[0].chamber}: the columns of {field} have slipped in "
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


def _fixes(scope: Scope, slugs: frozenset[str]) -> dict[Part, Fix]:
    """Return the fix of each row that has exactly one finding of a narrower check, with exactly one
    fix.
    """
    found: dict[Part, list[Finding]] = defaultdict(list)
    for narrower in (each for each in CHECKS.values() if "column-shift" in each.part_of):
        for finding in narrower.findings(Scope(scope.today, only=slugs)) if slugs else ():
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
