from collections.abc import Iterator

from django.db.models.functions import Lower

from issues.findings import Evidence, Finding, Fix, Scope, Severity, change, check
from issues.values.placeholders import SIGNS, WORDS, is_placeholder


@check(severity=Severity.INFO, about="role")
def role_placeholder(scope: Scope) -> Iterator[Finding]:
    """A member's role is only a placeholder: n/a, TBC, a dash.

    Why: it is shown as if it were an office.
    Fix: leave the role empty, or enter the office.
    Trap: you may want to remember that a role is still to be announced. Keep that as a note on the
    issue.
    """
    suspect = (
        scope.members()
        .annotate(lower=Lower("role"))
        .filter(lower__in=[*WORDS, *SIGNS])
        .order_by("pk")
    )
    for member in suspect:
        if is_placeholder(member.role):
            yield Finding(
                subject=member,
                field="role",
                message=f"The role of {member} is only a placeholder: {member.role!r}.",
                evidence=Evidence(member.role, "an office, or nothing", compared=(member.role,)),
                fixes=(Fix("Leave the role empty", (change(member, role=""),)),),
            )
