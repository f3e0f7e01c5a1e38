from collections.abc import Iterator

from issues.findings import (
    Evidence,
    Finding,
    Fix,
    MemberRow,
    Reach,
    Severity,
    change,
    check,
    create,
)
from issues.values.emails import find_addresses, kind
from issues.values.text import clean
from members.models import Email


@check(severity=Severity.ERROR, about="email", reach=Reach.MEMBER)
def email_two(member: MemberRow) -> Iterator[Finding]:
    """One e-mail address contains two or more.

    Why: a letter to all of it comes back, and neither address can be checked.
    Fix: make each a detail of its own, under its own kind.
    Trap: the second is often an assistant's. See whose it is when you split them.
    """
    for email in member.emails:
        if email.normalised or "@" not in email.address or kind(email.address) != "two":
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
            subject=member,
            field=email.field,
            message=f"{member}: {email.address!r} contains {1 + len(others)} addresses.",
            evidence=Evidence(email.address, " and ".join((first, *others))),
            fixes=(
                Fix(
                    f"Split into {' and '.join((first, *others))}",
                    (change(email, address=first), *new),
                ),
            ),
        )
