from collections.abc import Iterator
from itertools import groupby

from django.db.models import Count

from issues.checks.helpers.peers import first_chamber
from issues.findings import Evidence, Finding, Scope, Severity, check
from issues.values.emails import is_nobody
from members.models import Email


@check(
    severity=Severity.ERROR,
    about="email",
    compares=True,
    part_of=("member-double", "identifier-shared"),
)
def email_shared(scope: Scope) -> Iterator[Finding]:
    """Two sitting members have the same e-mail address.

    Why: a constituent's letter reaches the wrong office.
    Fix: confirm each address on the member's own page and remove the wrong one.
    Trap: some parties publish one shared press address. That belongs under the kind "other", which
    is not compared.
    """
    own = scope.all_details(Email).exclude(kind="other").exclude(normalised="")
    shared = (
        own.order_by()
        .values("normalised")
        .annotate(members=Count("member", distinct=True))
        .filter(members__gt=1)
    )
    emails = own.filter(normalised__in=shared.values("normalised")).order_by(
        "normalised", "member__slug", "pk"
    )
    for address, group in groupby(emails, key=lambda email: email.normalised):
        if is_nobody(address):
            continue
        found = list(group)
        members = {email.member.slug: email.member for email in found}
        yield Finding(
            subject=first_chamber(members.values()),
            key=address,
            field="email",
            message=(
                f"{len(members)} sitting members list the e-mail address {address}: "
                f"{', '.join(map(str, members.values()))}."
            ),
            evidence=Evidence(
                observed=address, expected="an address of each member's own", compared=(address,)
            ),
            members=tuple(members.values()),
        )
