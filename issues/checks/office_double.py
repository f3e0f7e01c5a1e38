import re
from collections import defaultdict
from collections.abc import Iterator

from issues.checks.helpers.peers import first_chamber
from issues.findings import Evidence, Finding, Reach, Scope, Severity, check
from members import normalise
from members.models import Member
from members.models.querysets import AmongTexts

#: Offices that only one member of a jurisdiction holds, then those of one member of each chamber.
OF_THE_JURISDICTION = {
    "premier",
    "prime minister",
    "chief minister",
    "treasurer",
    "attorney general",
}
OF_THE_CHAMBER = {"speaker", "president", "leader of the opposition"}
#: If more members hold one office, it is not a mistake: many councils, each with its president.
MOST = 3

_PART = re.compile(r"[;,|/\n]| and ", re.IGNORECASE)
# The words after these are subjects that somebody speaks on, or office holders that somebody
# assists: not offices that the member holds.
_NOT_HELD = re.compile(r"shadow|secretary|assist|spokes|former", re.IGNORECASE)


@check(severity=Severity.WARNING, about="role", reach=Reach.WHOLE)
def office_double(scope: Scope) -> Iterator[Finding]:
    """Two sitting members hold an office that only one can hold.

    Why: after a change of office the predecessor's entry was forgotten, and people write to the
    wrong one.
    Fix: correct the role of the one who no longer holds the office.
    Trap: acting and deputy holders have other offices. Text after the word Shadow is not checked.
    If there are several offices of that name, dismiss this.
    """
    with_role = scope.all_members().exclude(role="")
    roles = with_role.order_by().values_list("role", flat=True).distinct()
    held = [role for role in roles.iterator() if _offices(role)]
    holders: dict[tuple[str, object], list[Member]] = defaultdict(list)
    for member in with_role.filter(role__in=AmongTexts(held)).order_by("slug").iterator():
        for office in _offices(member.role):
            chamber = member.chamber
            everywhere = office in OF_THE_JURISDICTION and chamber.jurisdiction
            holders[office, chamber.jurisdiction if everywhere else chamber.pk].append(member)
    for (office, _), members in holders.items():
        if 1 < len(members) <= MOST:
            chamber = first_chamber(members)
            yield Finding(
                subject=chamber,
                field="role",
                key=office,
                message=(
                    f"{len(members)} sitting members hold the office {office.title()}: "
                    f"{', '.join(map(str, members))}."
                ),
                evidence=Evidence(office, "one holder", compared=(office,)),
                members=tuple(members),
            )


def _offices(role: str) -> set[str]:
    """Return the offices listed above that a role names exactly."""
    held = _NOT_HELD.split(role)[0]
    return {normalise.text(part) for part in _PART.split(held)} & (
        OF_THE_JURISDICTION | OF_THE_CHAMBER
    )
