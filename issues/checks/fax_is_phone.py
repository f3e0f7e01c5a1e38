from collections.abc import Iterator

from issues.findings import Evidence, Finding, MemberRow, Reach, Severity, check
from members.models import Phone


@check(severity=Severity.INFO, about="fax", reach=Reach.MEMBER)
def fax_is_phone(member: MemberRow) -> Iterator[Finding]:
    """A member's fax number is also listed as the phone number.

    Why: one of the two is often a mistake in the list, and then a fax machine answers the caller.
    Fix: look up both on the member's own page.
    Trap: a small office may have one line for both.
    """
    for phone in member.phones:
        if phone.medium != Phone.Medium.FAX or not phone.normalised:
            continue
        if any(
            one.normalised == phone.normalised and one.medium == Phone.Medium.VOICE
            for one in member.phones
        ):
            yield Finding(
                subject=member,
                field=phone.field,
                message=f"{member}: {phone.number!r} is listed as a fax and as a phone number.",
                evidence=Evidence(
                    phone.number, "a number of its own for the fax", compared=(phone.normalised,)
                ),
            )
