from collections.abc import Iterator

from issues.findings import Evidence, Finding, Scope, Severity, check
from issues.values.parties import is_office
from members.models import Party


@check(severity=Severity.INFO, about="party")
def party_is_office(scope: Scope) -> Iterator[Finding]:
    """A member's party is an office: Speaker, President of the Senate.

    Why: the party for which the member was elected is not shown, and is counted one member short.
    Fix: enter the office as the member's role and the party as the party.
    Trap: where the Speaker gives up the party (as in the United Kingdom), Speaker is how the list
    has it.
    """
    offices = [
        key for key, name in Party.objects.order_by().values_list("pk", "name") if is_office(name)
    ]
    for member in (
        scope.members().filter(party__in=offices).select_related("chamber", "party").order_by("pk")
    ):
        yield Finding(
            subject=member,
            field="party",
            message=f"The party of {member} is given as {str(member.party)!r}, which is an office.",
            evidence=Evidence(
                str(member.party),
                "the party, and the office as the role",
                compared=(str(member.party),),
            ),
        )
