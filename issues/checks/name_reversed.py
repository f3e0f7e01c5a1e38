from collections.abc import Iterator

from issues.findings import Evidence, Finding, Fix, MemberRow, Reach, Severity, change, check
from issues.values.order import is_misplaced, reordered
from members.titles import GENERATIONS

_ENDS = tuple(f" {word}{stop}" for word in GENERATIONS for stop in ("", "."))


@check(severity=Severity.WARNING, about="name", reach=Reach.MEMBER)
def name_reversed(member: MemberRow) -> Iterator[Finding]:
    """A part of a name is in another's place: the last name first, or a generation with the first
    name.

    Why: the member is listed and found under the wrong name.
    Fix: put the first name, and the last name with its generation (Jr., III), in their own places.
    Trap: a comma before a generation or before letters after the name is right: Smith, Jr.
    """
    first, last = member.first_name, member.last_name
    if (
        "," in first or "," in last or (" " in first and first.lower().endswith(_ENDS))
    ) and is_misplaced(first, last):
        yield _finding(member)


def _finding(member: MemberRow) -> Finding:
    meant = reordered(member.first_name, member.last_name)
    expected = " ".join(meant[0]) if meant else "the first name, then the last name"
    return Finding(
        subject=member,
        field="name",
        message=f"The parts of the name {member.name!r} are in the wrong places.",
        evidence=Evidence(member.name, expected, compared=(member.name,)),
        fixes=tuple(
            Fix(f"Write {first} | {last}", (change(member, first_name=first, last_name=last),))
            for first, last in meant
        ),
    )
