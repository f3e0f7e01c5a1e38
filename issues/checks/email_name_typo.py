from collections.abc import Iterator
from functools import reduce
from operator import or_

from django.db.models import F, Q
from django.db.models.functions import Lower, StrIndex

from issues.findings import Evidence, Finding, Fix, Scope, Severity, among, change, check
from issues.values.mailboxes import first_name_slip, last_name_slip
from issues.values.text import is_broken
from members import normalise
from members.models import Email

_OFFICIAL = ("gov", "parl", "senate", "house", "assembly", "leg", "senedd", "assnat")


@check(severity=Severity.WARNING, about="email")
def email_name_typo(scope: Scope) -> Iterator[Finding]:
    """The member's name is misspelt in the e-mail address.

    Why: a letter to `clare.curren@` never reaches Clare Curran, and nobody notices.
    Fix: compare both with the member's own page. The error may be in the name instead.
    Trap: some people keep an address in a former name that differs by a letter. Short forms of
    first names are never reported. A first name that is a letter off (`jacqi.dean@`) is reported
    only in addresses of parliaments and governments.
    """
    emails = scope.details(Email)
    # nearly all addresses contain the last name as it is, and the database leaves those out
    unmet = (
        emails.exclude(normalised="")
        .alias(met=StrIndex(F("normalised"), Lower("member__last_name")))
        .filter(met=0)
    )
    rows = (
        unmet.order_by("pk")
        .values_list("pk", "normalised", "member__first_name", "member__last_name")
        .iterator()
    )
    keys = [
        pk
        for pk, address, first, last in rows
        if not is_broken(last) and last_name_slip(address.partition("@")[0], first, last)
    ]
    official = emails.filter(
        reduce(or_, (Q(normalised__contains=word) for word in _OFFICIAL)), normalised__contains="."
    )
    beside = official.alias(met=StrIndex(F("normalised"), Lower("member__first_name"))).filter(
        met=0
    )
    rows = (
        beside.order_by("pk")
        .values_list("pk", "normalised", "member__first_name", "member__last_name")
        .iterator()
    )
    keys += [
        pk
        for pk, address, first, last in rows
        if not is_broken(first) and first_name_slip(address.partition("@")[0], first, last)
    ]
    for email in among(emails, sorted(keys)):
        local, _, domain = email.address.partition("@")
        names = email.member.first_name, email.member.last_name
        last_slip = last_name_slip(local, *names)
        if found := last_slip or first_name_slip(local, *names):
            before, after = local[: found.begins], local[found.begins + len(found.written) :]
            right = f"{before}{_cased(found.right, found.written)}{after}@{domain}"
            which = "last" if last_slip else "first"
            name = names[1] if last_slip else names[0]
            plain = found.written.isalpha() and name.isascii() and name.isalpha()
            yield Finding(
                subject=email.member,
                field=email.field,
                message=(
                    f"{email.member}: {email.address!r} has {found.written!r}, which is nearly "
                    f"the {which} name but not quite."
                ),
                evidence=Evidence(
                    email.address,
                    right,
                    compared=(email.normalised, normalise.text(email.member.name)),
                ),
                fixes=(Fix(f"Write {right}", (change(email, address=right),)),) if plain else (),
            )


def _cased(right: str, written: str) -> str:
    """Return the right spelling in capitals where the wrong one has them."""
    return (
        right.upper()
        if written.isupper()
        else right.capitalize()
        if written[:1].isupper()
        else right
    )
