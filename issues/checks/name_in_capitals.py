from collections.abc import Iterator

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Lower, Upper

from issues.findings import Evidence, Finding, Fix, Scope, Severity, change, check
from issues.values.capitals import capitalised, is_one_case
from issues.values.nobody import is_nobody
from members.models import Member

#: The fewest letters in a name that is checked: shorter ones may be initials.
_LEAST = {"first_name": 4, "last_name": 3}
_FEW, _MANY = 0.25, 5
_ONE_CASE = Q(last_name=F("upper_last")) ^ Q(last_name=F("lower_last")) | Q(
    first_name=F("upper_first")
) ^ Q(first_name=F("lower_first"))


@check(severity=Severity.WARNING, about="name", compares=True)
def name_in_capitals(scope: Scope) -> Iterator[Finding]:
    """A name is written all in capitals, or all without, unlike the others of its chamber.

    Why: it looks shouted or careless beside the others.
    Fix: write it with capitals where the member has them.
    Trap: if a quarter of a chamber or more is written like that, it is the list's style. Initials
    (JD) are right. A few people write their names in small letters.
    """
    chambers = (
        _cased(scope)
        .values("chamber")
        .annotate(every=Count("pk"), odd=Count("pk", filter=_ONE_CASE))
        .filter(odd__gt=0, every__gte=_MANY)
    )
    few = [
        chamber
        for chamber, every, odd in chambers.values_list("chamber", "every", "odd")
        if odd <= _FEW * every
    ]
    for member in _cased(scope).filter(_ONE_CASE, chamber__in=few).order_by("pk"):
        wrong = {
            column: getattr(member, column)
            for column, least in _LEAST.items()
            if is_one_case(getattr(member, column), least)
        }
        if wrong and not is_nobody(member.first_name, member.last_name):
            yield _finding(member, wrong)


def _cased(scope: Scope) -> QuerySet[Member]:
    cases = {
        "upper_last": Upper("last_name"),
        "lower_last": Lower("last_name"),
        "upper_first": Upper("first_name"),
        "lower_first": Lower("first_name"),
    }
    return scope.members().order_by().annotate(**cases)


def _finding(member: Member, wrong: dict[str, str]) -> Finding:
    right = {column: capitalised(value) for column, value in wrong.items()}
    name = " ".join(right.get(column, getattr(member, column)) for column in _LEAST).strip()
    complete = all(right.values())
    return Finding(
        subject=member,
        field="name",
        message=(
            f"The name {member.name!r} is written "
            f"{'in capitals' if ''.join(wrong.values()).isupper() else 'without capitals'}."
        ),
        evidence=Evidence(
            member.name,
            name if complete else "a name as the member writes it",
            compared=(member.name,),
        ),
        fixes=(Fix(f"Write {name}", (change(member, **right),)),) if complete else (),
    )
