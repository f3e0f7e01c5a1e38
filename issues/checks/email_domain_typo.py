from collections.abc import Iterator

from django.db.models import Count, F, Value
from django.db.models.functions import StrIndex, Substr

from issues.findings import Evidence, Finding, Fix, Reach, Scope, Severity, change, check
from issues.values.domains import NearDomains, ended, ends_nowhere
from members.models import Email

ENOUGH = 5


@check(severity=Severity.WARNING, about="email", reach=Reach.WHOLE)
def email_domain_typo(scope: Scope) -> Iterator[Finding]:
    """The domain of an e-mail address is one typing error away from a common domain, or has an
    ending that does not exist.

    Why: mail to `gmial.com`, `shire.nsw.ogv.au` or `council.con` does not reach the member, or
    somebody else reads it.
    Fix: correct the domain once the member's own page confirms it.
    Trap: two councils may have names that differ by one letter. If an address is right although no
    other member has that domain, dismiss this as right as it is.
    """
    after_at = Substr("normalised", StrIndex(F("normalised"), Value("@")) + 1)
    users = (
        scope.all_details(Email)
        .exclude(normalised="")
        .order_by()
        .annotate(domain=after_at)
        .values_list("domain")
        .annotate(users=Count("member", distinct=True))
    )
    counts = dict(users.iterator())
    near = NearDomains(domain for domain, count in counts.items() if count >= ENOUGH)
    slips: dict[str, str] = {}
    for domain, count in counts.items():
        right = near(domain) if count == 1 else ""
        if right or ends_nowhere(domain):
            slips[domain] = right or ended(domain)
    for email in scope.details(Email).alias(domain=after_at).filter(domain__in=slips):
        right = slips[email.normalised.partition("@")[2]]
        address = f"{email.address.rpartition('@')[0]}@{right}" if right else ""
        what = f"is nearly {right}" if right else "has an ending that does not exist"
        yield Finding(
            subject=email.member,
            field=email.field,
            message=f"{email.member}: the domain of {email.address!r} {what}.",
            evidence=Evidence(
                email.address, address or "a domain that exists", compared=(email.address, address)
            ),
            fixes=(Fix(f"Write {address}", (change(email, address=address),)),) if right else (),
        )
