from collections.abc import Iterator

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Concat, StrIndex, Substr

from issues.findings import Evidence, Finding, Scope, Severity, check
from issues.values.emails import NOBODY, STAND_INS, kind
from issues.values.mailboxes import joined_words
from members.models import Email


@check(severity=Severity.ERROR, about="email")
def email_placeholder(scope: Scope) -> Iterator[Finding]:
    """An e-mail address is only a placeholder.

    Why: mail to `missing@invalid.no` or `noreply@...` reaches nobody, and the list looks complete
    when it is not.
    Fix: enter the member's own address, or leave it empty until it is known.
    Trap: people called Noone, Nil or Doe exist. An address that contains the member's own name is
    not reported.
    """
    for email in _suspects(scope):
        local = email.normalised.partition("@")[0]
        if kind(email.address) != "placeholder" or (
            local in NOBODY and local.replace(".", "") in joined_words(email.member.name)
        ):
            continue
        yield Finding(
            subject=email.member,
            field=email.field,
            message=f"{email.member}: {email.address!r} is only a placeholder.",
            evidence=Evidence(
                email.address, "an e-mail address, or none", compared=(email.address,)
            ),
        )


def _suspects(scope: Scope) -> QuerySet[Email]:
    at = StrIndex(F("normalised"), Value("@"))
    emails = (
        scope.details(Email)
        .alias(local=Substr("normalised", 1, at - 1), domain=Substr("normalised", at + 1))
        .exclude(address="")
    )
    odd = (
        Q(domain__startswith="none.")
        | Q(domain__contains="invalid")
        | Q(domain__contains="no") & Q(domain__contains="mail")
    )
    odd |= (
        Q(domain__contains="noaddress")
        | Q(domain__endswith=".test")
        | Q(domain__in=STAND_INS)
        | Q(domain=Concat("local", Value(".com")))
    )
    return emails.filter(Q(normalised="") | Q(local__in=NOBODY) | odd)
