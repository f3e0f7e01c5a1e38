from collections.abc import Iterator

from issues.checks.helpers.faulty_details import faulty_phones
from issues.findings import Evidence, Finding, Fix, MemberRow, Reach, Severity, check, delete
from issues.values.phones import PhoneFault


@check(severity=Severity.WARNING, about="phone", reach=Reach.MEMBER, part_of=("fill-down",))
def phone_placeholder(member: MemberRow) -> Iterator[Finding]:
    """A phone or fax number is only a placeholder: TBC, n/a, 0000 0000, 12345678.

    Why: people who dial it reach nobody, or somebody who has nothing to do with the member.
    Fix: take the number from the member's own page, or leave it out.
    Trap: somebody may really have such a number. Dial it before you dismiss this.
    """
    for phone, _ in faulty_phones(member, PhoneFault.PLACEHOLDER):
        yield Finding(
            subject=member,
            field=phone.field,
            message=(
                f"{member}: the {phone.get_medium_display()} number {phone.number!r} looks "
                "like a placeholder."
            ),
            evidence=Evidence(phone.number, "a real number, or none", compared=(phone.number,)),
            # a number that can be dialled may belong to somebody
            fixes=() if phone.normalised else (Fix("Remove it", (delete(phone),)),),
        )
