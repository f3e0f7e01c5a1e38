from collections.abc import Iterator

from issues.checks.helpers.faulty_details import faulty_phones
from issues.findings import Evidence, Finding, MemberRow, Reach, Severity, check
from issues.values.phones import PhoneFault


@check(severity=Severity.ERROR, about="phone", reach=Reach.MEMBER)
def phone_length(member: MemberRow) -> Iterator[Finding]:
    """A phone or fax number has a digit too few or too many, or lacks its area code.

    Why: nobody can be reached at it.
    Fix: take the number from the member's own page, with its area code.
    Trap: an extension is not part of the number. It is right after the number, as in "ext. 5" or
    "x5".
    """
    for phone, verdict in faulty_phones(member, PhoneFault.LENGTH):
        country = member.chamber.country
        yield Finding(
            subject=member,
            field=phone.field,
            message=(
                f"{member}: the {phone.get_medium_display()} number {phone.number!r} {verdict.why}."
            ),
            evidence=Evidence(
                phone.number,
                f"a complete number of {country or 'some country'}",
                compared=(phone.number,),
            ),
        )
