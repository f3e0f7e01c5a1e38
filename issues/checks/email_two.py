from collections.abc import Iterator

from issues.findings import Evidence, Finding, Fix, Scope, Severity, change, check, create
from issues.values.emails import find_addresses, kind
from issues.values.text import clean
from members.models import Email


@check(severity=Severity.ERROR, about="email")
def email_two(scope: Scope) -> Iterator[Finding]:
    """One e-mail address contains two or more.

    Why: a letter to all of it comes back, and neither address can be checked.
    Fix: make each a detail of its own, under its own kind.
    Trap: the second is often an assistant's. See whose it is when you split them.
    """
    for email in scope.details(Email).filter(normalised="", address__contains="@"):
        if kind(email.address) != "two":
            continue
        first, *others = find_addresses(clean(email.address))
        new = (
            create(
                Email,
                member_id=email.member_id,
                kind=email.kind,
                address=address,
                verified_by=email.verified_by,
            )
            for address in others
        )
        yield Finding(
            subject=email.member,
            field=email.field,
            message=f"{email.member}: {email.address!r} contains {1 + len(others)} addresses.",
            evidence=Evidence(email.address, " and ".join((first, *others))),
            fixes=(
                Fix(
                    f"Split into {' and '.join((first, *others))}",
                    (change(email, address=first), *new),
                ),
            ),
        )
