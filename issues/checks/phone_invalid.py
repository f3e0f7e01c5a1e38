from collections.abc import Iterator

from issues.checks.helpers.faulty_details import faulty_phones
from issues.findings import Evidence, Finding, MemberRow, Reach, Severity, check
from issues.values.phones import PhoneFault


@check(severity=Severity.ERROR, about="phone", reach=Reach.MEMBER)
def phone_invalid(member: MemberRow) -> Iterator[Finding]:
    """A phone or fax number does not exist in its country's numbering plan.

    Why: nobody can be reached at it.
    Fix: take the number from the member's own page, with its area code.
    Trap: a number of another country is right if it is written with its + and country code.
    """
    for phone, verdict in faulty_phones(member, PhoneFault.INVALID):
        country = member.chamber.country
        yield Finding(
            subject=member,
            field=phone.field,
            message=(
                f"{member}: {phone.number!r} is not an existing "
                f"{phone.get_medium_display()} number: it {verdict.why}."
            ),
            evidence=Evidence(
                phone.number, f"a number of {country or 'some country'}", compared=(phone.number,)
            ),
        )
