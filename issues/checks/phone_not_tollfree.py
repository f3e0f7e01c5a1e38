from collections.abc import Iterator

from django.db.models.functions import Lower

from issues.checks.helpers.replacements import replacing_edits
from issues.findings import Evidence, Finding, Fix, Scope, Severity, check
from members.models import Phone

_KINDS = ("tollfree", "toll-free", "toll free", "freecall", "freephone")


@check(severity=Severity.ERROR, about="phone", part_of=("fill-down",))
def phone_not_tollfree(scope: Scope) -> Iterator[Finding]:
    """A landline or mobile number is listed as toll-free.

    Why: callers pay for the call. Usually the columns of a list have shifted, and it is the fax
    number.
    Fix: give it the kind or medium that it has on the member's own page.
    Trap: numbers that cost the same local rate from everywhere (13 and 1300 in Australia, 03 in
    Britain) may be listed as toll-free.
    """
    wrong = (
        scope.details(Phone)
        .annotate(word=Lower("kind"))
        .filter(word__in=_KINDS, line__in=("landline", "mobile", "other"))
    )
    for phone in wrong.prefetch_related("member__phones"):
        yield Finding(
            subject=phone.member,
            field=phone.field,
            message=f"{phone.member}: {phone.number!r} is listed as toll-free but is not.",
            evidence=Evidence(phone.number, "a toll-free number", compared=(phone.normalised,)),
            fixes=_fixes(phone),
        )


def _fixes(phone: Phone) -> tuple[Fix, ...]:
    others = [one for one in phone.member.phones.all() if one.kind.lower() not in _KINDS]
    for other in others:
        if other.normalised == phone.normalised:
            same = {"kind": other.kind, "medium": other.medium}
            return (
                Fix(
                    f"Remove it: it is listed as {other.field}",
                    replacing_edits(phone, others, same),
                ),
            )
    if not others:
        return (Fix("Make it an ordinary number", replacing_edits(phone, others, {"kind": ""})),)
    # the office has its number, so this may be its fax number if it has none yet
    kind, medium = others[0].kind, Phone.Medium.FAX.value
    faxes = {one.kind for one in others if one.medium == medium}
    if phone.line == "mobile" or kind in faxes:
        return ()
    fax = Fix(
        "Make it the fax number", replacing_edits(phone, others, {"kind": kind, "medium": medium})
    )
    return (
        fax,
        Fix(
            "Make it another phone number",
            replacing_edits(phone, others, {"kind": kind, "medium": Phone.Medium.VOICE.value}),
        ),
    )
