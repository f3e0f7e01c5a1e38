import re
from collections.abc import Iterator

from issues.findings import Evidence, Finding, MemberRow, Reach, Severity, check
from issues.values.emails import NOBODY, STAND_INS, kind
from issues.values.mailboxes import joined_words

_ODD = re.compile(r"\Anone\.|invalid|noaddress|\.test\Z")


@check(severity=Severity.ERROR, about="email", reach=Reach.MEMBER)
def email_placeholder(member: MemberRow) -> Iterator[Finding]:
    """An e-mail address is only a placeholder.

    Why: mail to `missing@invalid.no` or `noreply@...` reaches nobody, and the list looks complete
    when it is not.
    Fix: enter the member's own address, or leave it empty until it is known.
    Trap: people called Noone, Nil or Doe exist. An address that contains the member's own name is
    not reported.
    """
    for email in member.emails:
        local, _, domain = email.normalised.partition("@")
        if not email.address or not (local in NOBODY or not domain or _is_odd(local, domain)):
            continue
        if kind(email.address) != "placeholder" or (
            local in NOBODY and local.replace(".", "") in joined_words(member.name)
        ):
            continue
        yield Finding(
            subject=member,
            field=email.field,
            message=f"{member}: {email.address!r} is only a placeholder.",
            evidence=Evidence(
                email.address, "an e-mail address, or none", compared=(email.address,)
            ),
        )


def _is_odd(local: str, domain: str) -> bool:
    """True if the domain of a valid address may be that of a placeholder."""
    if domain in STAND_INS or domain == f"{local}.com" or _ODD.search(domain):
        return True
    return "no" in domain and "mail" in domain
