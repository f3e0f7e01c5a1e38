from collections.abc import Iterator

from issues.checks.helpers.faulty_details import faulty_phones
from issues.findings import Evidence, Finding, Fix, Scope, Severity, check, delete
from issues.values.phones import PhoneFault


@check(severity=Severity.WARNING, about="phone", part_of=("fill-down",))
def phone_placeholder(scope: Scope) -> Iterator[Finding]:
    """A phone or fax number only fills its place: TBC, n/a, 0000 0000, 12345678.

    Why: who dials it reaches nobody, or somebody who has nothing to do with it.
    Fix: take the number from the member's own page, or leave it out.
    Trap: somebody may really have such a number; dial it before dismissing this.
    """
    for phone, _ in faulty_phones(scope, PhoneFault.PLACEHOLDER):
        yield Finding(
            subject=phone.member,
            field=phone.field,
            message=f"{phone.member}: the {phone.get_medium_display()} number {phone.number!r} looks like a placeholder.",
            evidence=Evidence(phone.number, "a real number, or none", compared=(phone.number,)),
            # a number that could be dialled may be somebody's
            fixes=() if phone.normalised else (Fix("Take it out", (delete(phone),)),),
        )
