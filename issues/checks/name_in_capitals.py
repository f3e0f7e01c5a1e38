from collections.abc import Iterator

from issues.findings import (
    ChamberMembers,
    Evidence,
    Finding,
    Fix,
    MemberRow,
    Reach,
    Severity,
    change,
    check,
)
from issues.values.capitals import capitalised, is_one_case
from issues.values.nobody import is_nobody

#: The fewest letters in a name that is checked: shorter ones may be initials.
_LEAST = {"first_name": 4, "last_name": 3}
_FEW, _MANY = 0.25, 5


@check(severity=Severity.WARNING, about="name", reach=Reach.CHAMBER)
def name_in_capitals(chamber: ChamberMembers) -> Iterator[Finding]:
    """A name is written all in capitals, or all without, unlike the others of its chamber.

    Why: it looks shouted or careless beside the others.
    Fix: write it with capitals where the member has them.
    Trap: if a quarter of a chamber or more is written like that, it is the list's style. Initials
    (JD) are right. A few people write their names in small letters.
    """
    every = chamber.sitting
    odd = [member for member in every if _is_odd(member.first_name, member.last_name)]
    if len(every) < _MANY or len(odd) > _FEW * len(every):
        return
    for member in odd:
        wrong = {
            column: getattr(member, column)
            for column, least in _LEAST.items()
            if is_one_case(getattr(member, column), least)
        }
        if wrong and not is_nobody(member.first_name, member.last_name):
            yield _finding(member, wrong)


def _is_odd(first: str, last: str) -> bool:
    return last.isupper() or last.islower() or first.isupper() or first.islower()


def _finding(member: MemberRow, wrong: dict[str, str]) -> Finding:
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
