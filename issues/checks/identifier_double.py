from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Count

from issues.findings import Evidence, Finding, Scope, Severity, among, check
from issues.values import identifiers
from members.models import Identifier

#: If more than one member in this many has several, the scheme gives people several identifiers.
RARE = 20


@check(severity=Severity.WARNING, about="id", compares=True)
def identifier_double(scope: Scope) -> Iterator[Finding]:
    """A member has two different identifiers of one scheme, and hardly anybody else has.

    Why: two people were taken for one, or one of the identifiers is another member's.
    Fix: look both up where they come from, and remove the one that is not the member's.
    Trap: an office that lists a person twice gives them two identifiers. Both are right then.
    """
    rows = scope.details(Identifier).order_by()
    several = (
        rows.values("member", "member__chamber", "scheme")
        .annotate(values=Count("value", distinct=True))
        .filter(values__gt=1)
    )
    doubles: dict[tuple[int, str], list[int]] = defaultdict(list)
    for key, chamber, scheme in several.values_list("member", "member__chamber", "scheme"):
        doubles[chamber, scheme].append(key)
    having = rows.filter(scheme__in={scheme for _, scheme in doubles}).values(
        "member__chamber", "scheme"
    )
    for chamber, scheme, members in having.annotate(
        members=Count("member", distinct=True)
    ).values_list("member__chamber", "scheme", "members"):
        if len(doubles[chamber, scheme]) > max(1, members / RARE):
            del doubles[chamber, scheme]
    wrong = {(key, scheme) for (_, scheme), found in doubles.items() for key in found}
    for member in among(
        scope.members().prefetch_related("identifiers"), sorted({key for key, _ in wrong})
    ):
        values: dict[str, list[str]] = defaultdict(list)
        for identifier in member.identifiers.all():
            if (member.pk, identifier.scheme) in wrong and not identifiers.is_nothing(
                identifier.value
            ):
                values[identifier.scheme].append(identifier.value)
        for scheme, given in values.items():
            different = list(dict.fromkeys(given))
            if len(different) > 1:
                yield Finding(
                    subject=member,
                    field=f"id:{scheme}",
                    message=(
                        f"{member} has {len(different)} identifiers of {scheme}: "
                        f"{', '.join(different)}."
                    ),
                    evidence=Evidence(
                        "; ".join(different),
                        f"one identifier of {scheme}",
                        compared=tuple(different),
                    ),
                )
