import re
from collections.abc import Iterator

from issues.findings import Evidence, Finding, Fix, MemberRow, Reach, Severity, check, delete
from issues.values import identifiers
from issues.values.placeholders import WORDS

LONGEST = max(map(len, WORDS)) + 4
_counts = re.compile("[1-9]").search


@check(severity=Severity.ERROR, about="id", reach=Reach.MEMBER)
def identifier_blank(member: MemberRow) -> Iterator[Finding]:
    """An identifier is only a placeholder.

    Why: identifiers tell members apart and find them again. Two members with the same placeholder
    look like one.
    Fix: remove it, or enter the right one.
    Trap: some lists count from 0. If a real identifier consists only of zeros, dismiss this.
    """
    for row in member.identifiers:
        value = row.value
        if len(value) > LONGEST or _counts(value) or not identifiers.is_nothing(value):
            continue
        yield Finding(
            subject=member,
            field=row.field,
            message=f"{member}: {value!r} is not an identifier ({row.scheme}).",
            evidence=Evidence(value, f"an identifier of {row.scheme}", compared=(value,)),
            fixes=(Fix(f"Remove it: {row.scheme} {value}", (delete(row),)),),
        )
