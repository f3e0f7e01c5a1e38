from collections.abc import Iterator

from issues.checks.helpers.faulty_details import faulty_phones, fix_in_parts
from issues.findings import Evidence, Finding, MemberRow, Reach, Severity, check
from issues.values.phones import PhoneFault


@check(severity=Severity.ERROR, about="phone", reach=Reach.MEMBER)
def phone_two_numbers(member: MemberRow) -> Iterator[Finding]:
    """One phone or fax number contains two.

    Why: neither can be dialled from the page, and other checks cannot judge them.
    Fix: make two details of them, each under its kind.
    Trap: one number with an extension is one number.
    """
    for phone, verdict in faulty_phones(member, PhoneFault.TWO_NUMBERS):
        numbers = [part.number for part in verdict.parts]
        yield Finding(
            subject=member,
            field=phone.field,
            message=f"{member}: {phone.number!r} contains more than one number.",
            evidence=Evidence(
                phone.number, " and ".join(numbers) or "one number each", compared=(phone.number,)
            ),
            fixes=fix_in_parts(member, phone, verdict.parts, "Write them one by one:"),
        )
