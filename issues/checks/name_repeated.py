from collections.abc import Iterator

from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Left, Length, Right

from issues.findings import Evidence, Finding, Fix, Scope, Severity, change, check
from issues.values.nobody import is_nobody
from members.models import Member

_END = Q(end_of_first=Concat(Value(" "), F("last_name")))
_START = Q(start_of_last=Concat(F("first_name"), Value(" ")))


@check(severity=Severity.WARNING, about="name")
def name_repeated(scope: Scope) -> Iterator[Finding]:
    """The first and the last name repeat each other.

    Why: the whole name was written into one of them, and the member is listed as John Smith Smith.
    Fix: leave the first name in one and the last name in the other.
    Trap: a few people have the same first and last name (Ali Ali). Dismiss that as an accepted
    exception.
    """
    named = scope.members().order_by("pk").exclude(first_name="").exclude(last_name="")
    ends = named.annotate(
        end_of_first=Right("first_name", Length("last_name") + 1),
        start_of_last=Left("last_name", Length("first_name") + 1),
    )
    for member in ends.filter(_END | _START | Q(first_name=F("last_name"))):
        if not is_nobody(member.first_name, member.last_name):
            yield _finding(member)


def _finding(member: Member) -> Finding:
    first = member.first_name.removesuffix(f" {member.last_name}")
    last = (
        member.last_name
        if first != member.first_name
        else member.last_name.removeprefix(f"{member.first_name} ")
    )
    follows = first != last
    return Finding(
        subject=member,
        field="name",
        message=(
            f"The first name {member.first_name!r} and the last name {member.last_name!r} repeat "
            "each other."
        ),
        evidence=Evidence(
            member.name,
            f"{first} {last}" if follows else "two names",
            compared=(member.first_name, member.last_name),
        ),
        fixes=(Fix(f"Write {first} {last}", (change(member, first_name=first, last_name=last),)),)
        if follows
        else (),
    )
