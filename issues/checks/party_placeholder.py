from collections.abc import Iterator
from itertools import groupby

from issues.findings import Evidence, Finding, Reach, Scope, Severity, check
from issues.values.parties import is_none
from members.models import Party


@check(severity=Severity.WARNING, about="party", reach=Reach.WHOLE)
def party_placeholder(scope: Scope) -> Iterator[Finding]:
    """The value entered as a party is not a party: Unknown, a dash, a number, an e-mail address.

    Why: it is listed among the parties, and its members are counted as one.
    Fix: enter each member's party, or leave it empty if it is not known.
    Trap: Independent counts as a party.
    """
    nones = [
        key for key, name in Party.objects.order_by().values_list("pk", "name") if is_none(name)
    ]
    members = scope.all_members().filter(party__in=nones).select_related("chamber", "party")
    for party, group in groupby(
        members.order_by("party_id", "chamber__slug", "slug"), key=lambda member: str(member.party)
    ):
        found = tuple(group)
        yield Finding(
            subject=found[0].chamber,
            key=party,
            field="party",
            message=(
                "The party of "
                f"{', '.join(map(str, found[:5]))}{' and others' if found[5:] else ''} is "
                f"{party!r}, which is not a party."
            ),
            evidence=Evidence(party, "a party", compared=(party,)),
            members=found,
        )
