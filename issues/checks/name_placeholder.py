from collections.abc import Iterator

from django.db.models import Q
from django.db.models.functions import Lower

from issues.findings import Evidence, Finding, Scope, Severity, among, check
from issues.values.nobody import NAMES_TOO, SURE, is_nobody
from issues.values.placeholders import SIGNS

_SIGNS = SIGNS | {"..", "#name?", "#value!"}
_WORDS = sorted(
    {*_SIGNS, *NAMES_TOO, *SURE, *(f"{a}{word}{b}" for word in SURE for a, b in ("()", "[]", "<>"))}
)
_STARTS = ("todo", "tbc", "tba", "tbd", "fixme", "to be ")


@check(severity=Severity.ERROR, about="name")
def name_placeholder(scope: Scope) -> Iterator[Finding]:
    """A name is only a placeholder: TODO, TBC, Vacant, Test.

    Why: the directory lists somebody who does not exist.
    Fix: enter the member's name, or end the membership while the seat is vacant.
    Trap: there are people called Null, Test, Na and Blank. They are reported only if another such
    word is beside it, or if it is written as programs write it (NULL, test).
    """
    suspect = Q()
    for column in ("first_name", "last_name"):
        suspect |= Q((f"{column}_lower__in", _WORDS)) | Q((f"{column}_lower__contains", "vacan"))
        suspect |= Q(
            *((f"{column}_lower__startswith", start) for start in _STARTS), _connector=Q.OR
        )
    members = (
        scope.members()
        .order_by()
        .annotate(first_name_lower=Lower("first_name"), last_name_lower=Lower("last_name"))
        .filter(suspect)
    )
    names = members.values_list("pk", "first_name", "last_name")
    wrong = [pk for pk, first, last in names.iterator() if is_nobody(first, last)]
    for member in among(scope.members(), sorted(wrong)):
        yield Finding(
            subject=member,
            field="name",
            message=f"The name {member.name!r} is only a placeholder.",
            evidence=Evidence(member.name, "a member's name", compared=(member.name,)),
        )
