from collections.abc import Iterator

from issues.checks.helpers.faulty_details import faulty_phones, fix_in_parts
from issues.findings import Evidence, Finding, MemberRow, Reach, Severity, check
from issues.values.phones import PhoneFault


@check(severity=Severity.WARNING, about="phone", reach=Reach.MEMBER)
def phone_commented(member: MemberRow) -> Iterator[Finding]:
    """A phone or fax number has words or stray letters in it.

    Why: it cannot be dialled from the page, and people who copy it copy the remark too.
    Fix: leave only the number. Its kind shows what it is for.
    Trap: an extension ("ext. 5", "x5") is needed to reach the member and is right.
    """
    for phone, verdict in faulty_phones(member, PhoneFault.COMMENTED):
        (part,) = verdict.parts
        yield Finding(
            subject=member,
            field=phone.field,
            message=(
                f"{member}: {phone.number!r} has text around the "
                f"{phone.get_medium_display()} number {part.number}."
            ),
            evidence=Evidence(phone.number, part.number, compared=(phone.number,)),
            fixes=fix_in_parts(member, phone, verdict.parts, "Write"),
        )
