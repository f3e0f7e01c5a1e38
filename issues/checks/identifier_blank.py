from collections.abc import Iterator

from django.db.models.functions import Length

from issues.findings import Evidence, Finding, Fix, Scope, Severity, among, check, delete
from issues.values import identifiers
from issues.values.placeholders import WORDS
from members.models import Identifier

LONGEST = max(map(len, WORDS)) + 4


@check(severity=Severity.ERROR, about="id")
def identifier_blank(scope: Scope) -> Iterator[Finding]:
    """An identifier is only a placeholder.

    Why: identifiers tell members apart and find them again. Two members with the same placeholder
    look like one.
    Fix: remove it, or enter the right one.
    Trap: some lists count from 0. If a real identifier consists only of zeros, dismiss this.
    """
    short = scope.details(Identifier).annotate(length=Length("value")).filter(length__lte=LONGEST)
    for digit in "123456789":
        short = short.exclude(value__contains=digit)
    empty = [
        pk
        for pk, value in short.order_by().values_list("pk", "value").iterator()
        if identifiers.is_nothing(value)
    ]
    for row in among(scope.details(Identifier), empty):
        yield Finding(
            subject=row.member,
            field=row.field,
            message=f"{row.member}: {row.value!r} is not an identifier ({row.scheme}).",
            evidence=Evidence(row.value, f"an identifier of {row.scheme}", compared=(row.value,)),
            fixes=(Fix(f"Remove it: {row.scheme} {row.value}", (delete(row),)),),
        )
