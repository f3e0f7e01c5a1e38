from collections import defaultdict
from collections.abc import Iterator

from issues.registry import Evidence, Finding, check
from issues.rules import addresses
from issues.scope import Scope, among
from issues.vocabulary import Severity
from members.models import Address

#: So many rows with the same sort of thing in the same column did not happen one by one.
ENOUGH = 5


@check(severity=Severity.ERROR, about="address", compares=True)
def column_shift(scope: Scope) -> Iterator[Finding]:
    """The columns of a chamber's addresses slipped: many rows hold the same sort of wrong thing in the same column.

    Why: it is one mistake of one load, and putting it right row by row takes hours.
    Fix: load the file again with its columns in order, or move the columns of all these rows at once.
    Trap: the rows are also reported one by one, each with its own value; those close by themselves when the load is put right.
    """
    columns: dict[tuple[int, str], dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    rows = scope.details(Address).values_list(
        "member__chamber", "member", "kind", "member__chamber__country", "suburb", "state", "postcode"
    )
    for chamber, member, kind, *given in rows.iterator():
        for column, sort in addresses.foreign_parts(*given):
            columns[chamber, kind][f"{column}: {sort}"].add(member)
    shifted = {group: {what: keys for what, keys in found.items() if len(keys) >= ENOUGH} for group, found in columns.items()}
    wanted = {key for found in shifted.values() for keys in found.values() for key in keys}
    members = {member.pk: member for member in among(scope.all_members(), sorted(wanted))}
    for (_, kind), found in shifted.items():
        if not found:
            continue
        concerned = [members[key] for key in sorted(set().union(*found.values()))]
        field, shown = f"address:{kind}" if kind else "address", "; ".join(sorted(found))
        yield Finding(
            subject=concerned[0].chamber,
            field=field,
            key=field,
            message=f"{concerned[0].chamber}: the columns of {field} slipped in {len(concerned)} rows ({shown}): "
            f"{', '.join(map(str, concerned))}.",
            evidence=Evidence(observed=shown, expected="each part of an address in its own column", compared=(shown,)),
            members=tuple(concerned),
        )
