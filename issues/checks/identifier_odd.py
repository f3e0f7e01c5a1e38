from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby

from issues.findings import Evidence, Finding, Fix, Scope, Severity, among, change, check
from issues.values import identifiers
from issues.values.numbers import is_coerced
from members.models import Identifier
from members.models.querysets import AmongTexts


@check(severity=Severity.WARNING, about="id", compares=True)
def identifier_odd(scope: Scope) -> Iterator[Finding]:
    """An identifier does not have the form of nearly all others of its kind in the chamber.

    Why: a link made of it leads nowhere, and the member is not recognised in the next official
    list.
    Fix: take the identifier from the place where the others came from. Often a letter or a leading
    zero is missing.
    Trap: a parliament may begin to give identifiers of a new form. The first two members who have
    one look odd.
    """
    wrong: dict[int, identifiers.Form] = {}
    rows = (
        scope.details(Identifier)
        .order_by("member__chamber_id")
        .values_list("member__chamber_id", "scheme", "value", "pk")
    )
    for _, chamber in groupby(rows.iterator(), key=lambda row: row[0]):
        schemes: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for _, scheme, value, pk in chamber:
            schemes[scheme].append((value, pk))
        for found in schemes.values():
            form = identifiers.common_form([value for value, _ in found])
            if form is not None:
                odd = set(identifiers.odd((value for value, _ in found), form))
                wrong |= {pk: form for value, pk in found if value in odd}
    suspects = [
        row
        for row in among(scope.details(Identifier), wrong)
        if not identifiers.is_nothing(row.value) and not is_coerced(row.value)
    ]
    mended = {row.pk: wrong[row.pk].mended(row.value) for row in suspects}
    taken = set(
        Identifier.objects.filter(value__in=AmongTexts(set(mended.values()))).values_list(
            "scheme", "value"
        )
    )
    for row in suspects:
        right = mended[row.pk]
        yield Finding(
            subject=row.member,
            field=row.field,
            message=(
                f"{row.member}: the identifier {row.value!r} ({row.scheme}) does not look like "
                f"the others of {row.member.chamber}."
            ),
            evidence=Evidence(
                row.value, right or f"in the form {wrong[row.pk].form}", compared=(row.value,)
            ),
            fixes=(Fix(f"Write {right}", (change(row, value=right),)),)
            if right and (row.scheme, right) not in taken
            else (),
        )
