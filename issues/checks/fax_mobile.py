from collections.abc import Iterator

from issues.findings import Evidence, Finding, Scope, Severity, check
from members.models import Phone


@check(severity=Severity.WARNING, about="fax", part_of=("fill-down",))
def fax_mobile(scope: Scope) -> Iterator[Finding]:
    """A fax number is that of a mobile phone.

    Why: no fax machine answers there; somebody's own mobile may have been published by mistake.
    Fix: take the fax number from the member's own page, and list the mobile as a phone if the
    member does.
    Trap: some services take faxes at a mobile number; in the United States and Canada mobiles
    cannot be told by their number.
    """
    for phone in scope.details(Phone).filter(medium=Phone.Medium.FAX, line="mobile"):
        yield Finding(
            subject=phone.member,
            field=phone.field,
            message=f"{phone.member}: the fax number {phone.number!r} is that of a mobile phone.",
            evidence=Evidence(phone.number, "a landline", compared=(phone.normalised,)),
        )
