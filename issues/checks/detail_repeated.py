import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Count

from issues.findings import Evidence, Finding, Fix, Scope, Severity, check, delete
from members.chunks import chunks
from members.models import DETAILS, Address, Detail, Identifier, Phone

SAME: dict[type[Detail], tuple[str, ...]] = {
    Identifier: ("member", "scheme", "value"),
    Phone: ("member", "kind", "medium", "normalised"),
    Address: ("member", "kind", "postal", "normalised"),
}


@check(severity=Severity.INFO, about="")
def detail_repeated(scope: Scope) -> Iterator[Finding]:
    """A member has the same e-mail address, number, link or address twice in one field.

    Why: it is shown twice, and when it changes only one of the two is corrected.
    Fix: remove the second one, unless it should have been a different one.
    Trap: the same value in another field is right, because two offices may have one number. Two
    extensions of one number are right too.
    """
    for model in DETAILS:
        columns = SAME.get(model, ("member", "kind", "normalised"))
        repeated = (
            scope.details(model)
            .order_by()
            .values(*columns)
            .annotate(times=Count("pk"))
            .filter(times__gt=1)
        )
        members = sorted(
            {member for member, plain in repeated.values_list("member", columns[-1]) if plain}
        )
        for part in chunks(members):
            yield from _repeated(scope.details(model).filter(member__in=part), columns)


def _repeated(details: Iterable[Detail], columns: Sequence[str]) -> Iterator[Finding]:
    first: dict[tuple[Any, ...], Detail] = {}
    for detail in details:
        values = tuple(getattr(detail, column) for column in columns)
        same = first.setdefault((*values, _extension(detail)), detail)
        if same is detail or not values[-1]:
            continue
        given = str(detail) if str(detail) == str(same) else f"{same} and {detail}"
        yield Finding(
            subject=detail.member,
            field=detail.field,
            message=f"{detail.member} has {given} twice.",
            evidence=Evidence(str(detail), "each once", compared=(str(values[-1]),)),
            fixes=(Fix(f"Remove the second: {detail}", (delete(detail),)),),
        )


def _extension(detail: Detail) -> str:
    """Return the last six digits of a number as given, because its normalised form has no
    extension.
    """
    return re.sub(r"\D", "", detail.number)[-6:] if isinstance(detail, Phone) else ""
