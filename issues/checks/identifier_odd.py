from collections import defaultdict
from collections.abc import Iterator

from issues.findings import (
    ChamberMembers,
    Evidence,
    Finding,
    Fix,
    Reach,
    Severity,
    change,
    check,
)
from issues.values import identifiers
from issues.values.numbers import is_coerced
from members.models import Identifier
from members.models.querysets import AmongTexts
from members.rows.details import IdentifierRow


@check(severity=Severity.WARNING, about="id", reach=Reach.CHAMBER)
def identifier_odd(chamber: ChamberMembers) -> Iterator[Finding]:
    """An identifier does not have the form of nearly all others of its kind in the chamber.

    Why: a link made of it leads nowhere, and the member is not recognised in the next official
    list.
    Fix: take the identifier from the place where the others came from. Often a letter or a leading
    zero is missing.
    Trap: a parliament may begin to give identifiers of a new form. The first two members who have
    one look odd.
    """
    suspects = list(_suspects(chamber))
    if not suspects:
        return
    mended = [form.mended(row.value) for row, form in suspects]
    taken = _taken(set(mended) - {""})
    members = {member.pk: member for member in chamber.sitting}
    for (row, form), right in zip(suspects, mended, strict=True):
        member = members[row.member_id]
        yield Finding(
            subject=member,
            field=row.field,
            message=(
                f"{member}: the identifier {row.value!r} ({row.scheme}) does not look like the "
                f"others of {member.chamber}."
            ),
            evidence=Evidence(
                row.value, right or f"in the form {form.form}", compared=(row.value,)
            ),
            fixes=(Fix(f"Write {right}", (change(row, value=right),)),)
            if right and (row.scheme, right) not in taken
            else (),
        )


def _suspects(chamber: ChamberMembers) -> Iterator[tuple[IdentifierRow, identifiers.Form]]:
    """Yield the identifiers of another form than nearly all others of their scheme, each with that
    form."""
    schemes: dict[str, list[IdentifierRow]] = defaultdict(list)
    for member in chamber.sitting:
        for row in member.identifiers:
            schemes[row.scheme].append(row)
    for rows in schemes.values():
        values = [row.value for row in rows]
        form = identifiers.common_form(values)
        odd = identifiers.odd(values, form) if form is not None else ()
        if form is None or not odd:
            continue
        for row in rows:
            value = row.value
            if value in odd and not identifiers.is_nothing(value) and not is_coerced(value):
                yield row, form


def _taken(values: set[str]) -> set[tuple[str, str]]:
    """Return the scheme and value of all identifiers in the directory with one of these values."""
    if not values:
        return set()
    rows = Identifier.objects.filter(value__in=AmongTexts(values))
    return set(rows.values_list("scheme", "value"))
