from collections.abc import Iterator

from issues.findings import Evidence, Finding, MemberRow, Reach, Severity, check
from members.models import Phone


@check(severity=Severity.WARNING, about="fax", reach=Reach.MEMBER, part_of=("fill-down",))
def fax_mobile(member: MemberRow) -> Iterator[Finding]:
    """A fax number is a mobile number.

    Why: no fax machine answers there, and somebody's private mobile may have been published by
    mistake.
    Fix: take the fax number from the member's own page. List the mobile as a phone if the member
    does.
    Trap: some services receive faxes at a mobile number. In the United States and Canada a mobile
    number looks like any other.
    """
    for phone in member.phones:
        if phone.line != "mobile" or phone.medium != Phone.Medium.FAX:
            continue
        yield Finding(
            subject=member,
            field=phone.field,
            message=f"{member}: the fax number {phone.number!r} is that of a mobile phone.",
            evidence=Evidence(phone.number, "a landline", compared=(phone.normalised,)),
        )
