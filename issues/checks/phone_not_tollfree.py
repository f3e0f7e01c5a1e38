from collections.abc import Iterator

from issues.checks.helpers.replacements import replacing_edits
from issues.findings import Evidence, Finding, Fix, MemberRow, Reach, Severity, check
from members.models import Phone
from members.rows.details import PhoneRow

_NOT_FREE = frozenset({"landline", "mobile", "other"})
_KINDS = ("tollfree", "toll-free", "toll free", "freecall", "freephone")


@check(severity=Severity.ERROR, about="phone", reach=Reach.MEMBER, part_of=("fill-down",))
def phone_not_tollfree(member: MemberRow) -> Iterator[Finding]:
    """A landline or mobile number is listed as toll-free.

    Why: callers pay for the call. Usually the columns of a list have shifted, and it is the fax
    number.
    Fix: give it the kind or medium that it has on the member's own page.
    Trap: numbers that cost the same local rate from everywhere (13 and 1300 in Australia, 03 in
    Britain) may be listed as toll-free.
    """
    for phone in member.phones:
        if phone.line not in _NOT_FREE or phone.kind.lower() not in _KINDS:
            continue
        yield Finding(
            subject=member,
            field=phone.field,
            message=f"{member}: {phone.number!r} is listed as toll-free but is not.",
            evidence=Evidence(phone.number, "a toll-free number", compared=(phone.normalised,)),
            fixes=_fixes(member, phone),
        )


def _fixes(member: MemberRow, phone: PhoneRow) -> tuple[Fix, ...]:
    others = [one for one in member.phones if one.kind.lower() not in _KINDS]
    for other in others:
        if other.normalised == phone.normalised:
            same = {"kind": other.kind, "medium": other.medium}
            return (
                Fix(
                    f"Remove it: it is listed as {other.field}",
                    replacing_edits(member, phone, others, same),
                ),
            )
    if not others:
        return (
            Fix("Make it an ordinary number", replacing_edits(member, phone, others, {"kind": ""})),
        )
    # the office has its number, so this may be its fax number if it has none yet
    kind, medium = others[0].kind, Phone.Medium.FAX.value
    faxes = {one.kind for one in others if one.medium == medium}
    if phone.line == "mobile" or kind in faxes:
        return ()
    fax = Fix(
        "Make it the fax number",
        replacing_edits(member, phone, others, {"kind": kind, "medium": medium}),
    )
    return (
        fax,
        Fix(
            "Make it another phone number",
            replacing_edits(
                member, phone, others, {"kind": kind, "medium": Phone.Medium.VOICE.value}
            ),
        ),
    )
