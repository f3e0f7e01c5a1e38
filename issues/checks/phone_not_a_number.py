from collections.abc import Iterator

from issues.checks.helpers.faulty_details import faulty_phones
from issues.findings import Evidence, Finding, MemberRow, Reach, Severity, check
from issues.values.phones import PhoneFault


@check(severity=Severity.ERROR, about="phone", reach=Reach.MEMBER)
def phone_not_a_number(member: MemberRow) -> Iterator[Finding]:
    """Something else is given in place of a phone or fax number: a town, an e-mail address, opening
    hours.

    Why: usually the columns of a list have shifted, and the number is in another column.
    Fix: look at the member's other details, and move each value to where it belongs.
    Trap: a number may be spelt in letters, as in 1300 ASK MLA. If it can be dialled, it is right.
    """
    for phone, _ in faulty_phones(member, PhoneFault.NOT_A_NUMBER):
        yield Finding(
            subject=member,
            field=phone.field,
            message=(f"{member}: {phone.number!r} is not a {phone.get_medium_display()} number."),
            evidence=Evidence(
                phone.number, f"a {phone.get_medium_display()} number", compared=(phone.number,)
            ),
        )
