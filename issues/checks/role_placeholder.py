from collections.abc import Iterator

from issues.findings import Evidence, Finding, Fix, MemberRow, Reach, Severity, change, check
from issues.values.placeholders import SIGNS, WORDS, is_placeholder


@check(severity=Severity.INFO, about="role", reach=Reach.MEMBER)
def role_placeholder(member: MemberRow) -> Iterator[Finding]:
    """A member's role is only a placeholder: n/a, TBC, a dash.

    Why: it is shown as if it were an office.
    Fix: leave the role empty, or enter the office.
    Trap: you may want to remember that a role is still to be announced. Keep that as a note on the
    issue.
    """
    role = member.role
    if not role or not _is_suspect(role.lower()) or not is_placeholder(role):
        return
    yield Finding(
        subject=member,
        field="role",
        message=f"The role of {member} is only a placeholder: {role!r}.",
        evidence=Evidence(role, "an office, or nothing", compared=(role,)),
        fixes=(Fix("Leave the role empty", (change(member, role=""),)),),
    )


def _is_suspect(lower: str) -> bool:
    return lower in WORDS or lower in SIGNS
