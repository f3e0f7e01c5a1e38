from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from issues.findings import Evidence, Finding, Scope, Severity, check
from members.models import Phone


@check(severity=Severity.INFO, about="fax")
def fax_is_phone(scope: Scope) -> Iterator[Finding]:
    """A member's fax number is also listed as the phone number.

    Why: one of the two is often a mistake in the list, and then a fax machine answers the caller.
    Fix: look up both on the member's own page.
    Trap: a small office may have one line for both.
    """
    voice = Phone.objects.filter(
        medium=Phone.Medium.VOICE, member=OuterRef("member"), normalised=OuterRef("normalised")
    )
    for phone in (
        scope.details(Phone).filter(Exists(voice), medium=Phone.Medium.FAX).exclude(normalised="")
    ):
        yield Finding(
            subject=phone.member,
            field=phone.field,
            message=f"{phone.member}: {phone.number!r} is listed as a fax and as a phone number.",
            evidence=Evidence(
                phone.number, "a number of its own for the fax", compared=(phone.normalised,)
            ),
        )
