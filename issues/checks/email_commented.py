from collections.abc import Iterator

from issues.findings import Evidence, Finding, Fix, Scope, Severity, change, check
from issues.values.emails import found, kind
from issues.values.text import clean
from members.models import Email


@check(severity=Severity.ERROR, about="email")
def email_commented(scope: Scope) -> Iterator[Finding]:
    """Something else stands around an e-mail address.

    Why: no mail program takes `a@example.org (Mondays)`, `mailto:` or a web address in front for an
    address.
    Fix: keep the address alone; what the comment says belongs to the role or to the kind of the
    address.
    Trap: the address inside is well-formed, yet it may be an old one: look whether the comment says
    so.
    """
    for email in scope.details(Email).filter(normalised="", address__contains="@"):
        if kind(email.address) != "commented":
            continue
        (address,) = found(clean(email.address))
        yield Finding(
            subject=email.member,
            field=email.field,
            message=f"{email.member}: {email.address!r} is the address {address} with something else around it.",
            evidence=Evidence(email.address, address),
            fixes=(Fix(f"Take the address out: {address}", (change(email, address=address),)),),
        )
