from collections.abc import Iterator

from issues.checks.helpers.faulty_details import faulty_phones, in_parts
from issues.findings import Evidence, Finding, Scope, Severity, check
from issues.values.phones import PhoneFault


@check(severity=Severity.WARNING, about="phone")
def phone_commented(scope: Scope) -> Iterator[Finding]:
    """A phone or fax number has words or stray letters in it.

    Why: it cannot be dialled from the page, and whoever copies it copies the remark.
    Fix: leave the number alone in its place; what it is for is said by its kind.
    Trap: an extension ("ext. 5", "x5") is part of how to reach the member and is right.
    """
    for phone, verdict in faulty_phones(scope, PhoneFault.COMMENTED):
        (part,) = verdict.parts
        yield Finding(
            subject=phone.member,
            field=phone.field,
            message=f"{phone.member}: {phone.number!r} is more than the {phone.get_medium_display()} number {part.number}.",
            evidence=Evidence(phone.number, part.number, compared=(phone.number,)),
            fixes=in_parts(phone, verdict.parts, "Write"),
        )
