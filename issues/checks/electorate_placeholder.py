from collections.abc import Iterator

from django.db.models import Q
from django.db.models.functions import Lower

from issues.checks.helpers.peers import by_electorate
from issues.findings import Evidence, Finding, Scope, Severity, check
from issues.values.placeholders import WORDS, is_placeholder
from members.models import Electorate

_SIGNS = (
    "?",
    "??",
    "???",
    "-",
    "--",
    "---",
    "\u2013",
    "\u2014",
    ".",
    "...",
    "*",
    "_",
    "n/a",
    "n.a.",
    "#n/a",
    "#ref!",
)
_ELSE = ("@", "://", "www.")


@check(severity=Severity.ERROR, about="electorate", compares=True)
def electorate_placeholder(scope: Scope) -> Iterator[Finding]:
    """An electorate is none: it is named Unknown or TBC, or its name is an address of mail or web.

    Why: it is listed and searched among the electorates.
    Fix: enter the electorate of its members, or leave it empty where they have none.
    Trap: At Large is an electorate; so is a number.
    """
    suspect = Q(lower__in=[*WORDS, *_SIGNS]) | Q(
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
            message=f"{electorate.name!r} is no electorate; {', '.join(map(str, found))} would sit for it.",
            evidence=Evidence(electorate.name, "an electorate", compared=(electorate.name,)),
            members=found,
        )
