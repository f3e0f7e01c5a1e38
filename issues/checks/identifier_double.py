from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from issues.findings import ChamberMembers, Evidence, Finding, MemberRow, Reach, Severity, check
from issues.values import identifiers

#: If more than one member in this many has several, the scheme gives people several identifiers.
RARE = 20


@check(severity=Severity.WARNING, about="id", reach=Reach.CHAMBER)
def identifier_double(chamber: ChamberMembers) -> Iterator[Finding]:
    """A member has two different identifiers of one scheme, and hardly anybody else has.

    Why: two people were taken for one, or one of the identifiers is another member's.
    Fix: look both up where they come from, and remove the one that is not the member's.
    Trap: an office that lists a person twice gives them two identifiers. Both are right then.
    """
    doubles = [
        (member, several)
        for member in chamber.sitting
        if len(member.identifiers) > 1 and (several := _several(member))
    ]
    if not doubles:
        return
    usual = _usual(chamber.sitting, [scheme for _, several in doubles for scheme in several])
    for member, several in doubles:
        for scheme, given in several.items():
            different = [value for value in given if not identifiers.is_nothing(value)]
            if scheme not in usual and len(different) > 1:
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


def _several(member: MemberRow) -> dict[str, list[str]]:
    """Return the different identifiers of the schemes of which the member has several."""
    if len({row.scheme for row in member.identifiers}) == len(member.identifiers):
        return {}
    values: dict[str, list[str]] = defaultdict(list)
    for row in member.identifiers:
        if row.value not in values[row.scheme]:
            values[row.scheme].append(row.value)
    return {scheme: given for scheme, given in values.items() if len(given) > 1}


def _usual(members: Sequence[MemberRow], doubled: Sequence[str]) -> set[str]:
    """Return the schemes that give people several identifiers.

    `doubled` has the scheme of each member who has several of them.
    """
    having = Counter(
        scheme for member in members for scheme in {row.scheme for row in member.identifiers}
    )
    return {
        scheme
        for scheme, times in Counter(doubled).items()
        if times > max(1, having[scheme] / RARE)
    }
