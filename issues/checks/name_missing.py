import re
from collections.abc import Iterator

from issues.checks.helpers.peers import by_slug
from issues.findings import ChamberMembers, Evidence, Finding, MemberRow, Reach, Severity, check
from issues.values.nobody import is_nobody

_MANY = 10
# found in the honorific, or in the last name if loading left it there
_PEER = re.compile(
    r"\b(?:lord|lady|baroness|baron|viscount|viscountess|earl|countess|duke|duchess|marquess)\b",
    re.IGNORECASE,
)


@check(severity=Severity.WARNING, about="name", reach=Reach.CHAMBER)
def name_missing(chamber: ChamberMembers) -> Iterator[Finding]:
    """A member has no first name or no last name.

    Why: a surname alone does not show whom to write to, and two members with one surname look
    alike.
    Fix: take the whole name from the member's own page. If most of a chamber lacks it, load the
    list again from a better source.
    Trap: some people have only one name, which is kept as the last name. Peers (Lord Addington) are
    not reported.
    """
    nameless = [
        member
        for member in chamber.sitting
        if not member.first_name.strip(" ") or not member.last_name.strip(" ")
    ]
    members = by_slug(member for member in nameless if _is_wrong(member))
    if members and len(nameless) >= _MANY and len(chamber.sitting) < 2 * len(nameless):
        yield Finding(
            subject=chamber.chamber,
            field="name",
            message=(
                f"{len(members)} members of {chamber.chamber} have no first name or no last name."
            ),
            evidence=Evidence("", "a first and a last name"),
            members=members,
        )
    else:
        yield from map(_finding, members)


def _is_wrong(member: MemberRow) -> bool:
    first, last = member.first_name, member.last_name
    # a comma, as in `Smith, John`, means more than that the other name is missing
    return "," not in first + last and not is_nobody(first, last) and not _is_peer(member)


def _is_peer(member: MemberRow) -> bool:
    return (
        bool(member.last_name.strip())
        and _PEER.search(f"{member.honorific} {member.last_name}") is not None
    )


def _finding(member: MemberRow) -> Finding:
    has = member.name
    which = "name" if not has else "first name" if not member.first_name.strip() else "last name"
    return Finding(
        subject=member,
        field="name",
        message=f"{has or member.slug} has no {which}.",
        evidence=Evidence(has, f"a {which}", compared=(has,)),
    )
