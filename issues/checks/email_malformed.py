from collections.abc import Iterator

from issues.findings import Evidence, Finding, Fix, MemberRow, Reach, Severity, change, check
from issues.values.emails import corrected, kind


@check(severity=Severity.ERROR, about="email", reach=Reach.MEMBER)
def email_malformed(member: MemberRow) -> Iterator[Finding]:
    """An e-mail address is not valid.

    Why: a letter to it comes back, or the link on the page does nothing.
    Fix: take the address from the member's own page. A last name of two words is often written with
    a space inside.
    Trap: an address may look odd and be right (o'brien@, +tag). Only addresses that break the rules
    for addresses are reported.
    """
    for email in member.emails:
        if email.normalised or not email.address or kind(email.address) != "malformed":
            continue
        right = corrected(email.address)
        yield Finding(
            subject=member,
            field=email.field,
            message=f"{member}: {email.address!r} is not an e-mail address.",
            evidence=Evidence(
                email.address,
                right or "an e-mail address",
                compared=(email.address,),
                context={"verified by": email.verified_by},
            ),
            fixes=(Fix(f"Write {right}", (change(email, address=right),)),) if right else (),
        )
