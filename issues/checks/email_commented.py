from collections.abc import Iterator

from issues.findings import Evidence, Finding, Fix, MemberRow, Reach, Severity, change, check
from issues.values.emails import find_addresses, kind
from issues.values.text import clean


@check(severity=Severity.ERROR, about="email", reach=Reach.MEMBER)
def email_commented(member: MemberRow) -> Iterator[Finding]:
    """An e-mail address has other text around it.

    Why: no mail program accepts `a@example.org (Mondays)`, `mailto:` or a web address in front.
    Fix: keep only the address. Put the content of the comment into the role, or into the kind of
    the address.
    Trap: the address inside is well-formed, but it may be an old one. See whether that is in the
    comment.
    """
    for email in member.emails:
        if email.normalised or "@" not in email.address or kind(email.address) != "commented":
            continue
        (address,) = find_addresses(clean(email.address))
        yield Finding(
            subject=member,
            field=email.field,
            message=(
                f"{member}: {email.address!r} is the address {address} with other text around it."
            ),
            evidence=Evidence(email.address, address),
            fixes=(Fix(f"Write {address}", (change(email, address=address),)),),
        )
