from collections.abc import Iterator

from issues.findings import Evidence, Finding, Fix, Scope, Severity, change, check, create
from issues.values.emails import found, kind
from issues.values.text import clean
from members.models import Email


@check(severity=Severity.ERROR, about="email")
def email_two(scope: Scope) -> Iterator[Finding]:
    """Two or more e-mail addresses stand in one.

    Why: a letter to the whole comes back, and neither address can be checked.
    Fix: give each a line of its own, under the kind that it is of.
    Trap: the second is often an assistant's; whoever splits them should see whose it is.
    """
    for email in scope.details(Email).filter(normalised="", address__contains="@"):
        if kind(email.address) != "two":
            continue
        first, *others = found(clean(email.address))
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
            message=f"{email.member}: {email.address!r} are {1 + len(others)} addresses in one.",
            evidence=Evidence(email.address, " and ".join((first, *others))),
            fixes=(
                Fix(
                    f"Split into {' and '.join((first, *others))}",
                    (change(email, address=first), *new),
                ),
            ),
        )
