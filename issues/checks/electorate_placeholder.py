from collections.abc import Iterator

from django.db.models import Q
from django.db.models.functions import Lower

from issues.checks.helpers.peers import by_electorate
from issues.findings import Evidence, Finding, Reach, Scope, Severity, check
from issues.values.placeholders import SIGNS, WORDS, is_placeholder
from members.models import Electorate

_ELSE = ("@", "://", "www.")


@check(severity=Severity.ERROR, about="electorate", reach=Reach.WHOLE)
def electorate_placeholder(scope: Scope) -> Iterator[Finding]:
    """The name of an electorate is only a placeholder (Unknown, TBC), or an e-mail or web address.

    Why: it is listed and found among the electorates.
    Fix: enter the right electorate of its members, or leave it empty if they have none.
    Trap: At Large is an electorate, and so is a number.
    """
    suspect = Q(lower__in=[*WORDS, *SIGNS]) | Q(
        *(("name__contains", sign) for sign in _ELSE), _connector=Q.OR
    )
    names = (
        Electorate.objects.order_by()
        .annotate(lower=Lower("name"))
        .filter(suspect)
        .values_list("pk", "name")
    )
    wrong = [
        key for key, name in names if is_placeholder(name) or any(sign in name for sign in _ELSE)
    ]
    for electorate, found in by_electorate(scope.all_members().filter(electorate__in=wrong)):
        yield Finding(
            subject=electorate,
            field="electorate",
            message=(
                f"{electorate.name!r} is not an electorate. Listed for it: "
                f"{', '.join(map(str, found))}."
            ),
            evidence=Evidence(electorate.name, "an electorate", compared=(electorate.name,)),
            members=found,
        )
