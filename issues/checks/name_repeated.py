from collections.abc import Iterator

from issues.findings import Evidence, Finding, Fix, MemberRow, Reach, Severity, change, check
from issues.values.nobody import is_nobody


@check(severity=Severity.WARNING, about="name", reach=Reach.MEMBER)
def name_repeated(member: MemberRow) -> Iterator[Finding]:
    """The first and the last name repeat each other.

    Why: the whole name was written into one of them, and the member is listed as John Smith Smith.
    Fix: leave the first name in one and the last name in the other.
    Trap: a few people have the same first and last name (Ali Ali). Dismiss that as an accepted
    exception.
    """
    first, last = member.first_name, member.last_name
    if (
        (
            first == last
            or (" " in first and first.endswith(f" {last}"))
            or (" " in last and last.startswith(f"{first} "))
        )
        and first
        and last
        and not is_nobody(first, last)
    ):
        yield _finding(member)


def _finding(member: MemberRow) -> Finding:
    first = member.first_name.removesuffix(f" {member.last_name}")
    last = (
        member.last_name
        if first != member.first_name
        else member.last_name.removeprefix(f"{member.first_name} ")
    )
    follows = first != last
    return Finding(
        subject=member,
        field="name",
        message=(
            f"The first name {member.first_name!r} and the last name {member.last_name!r} repeat "
            "each other."
        ),
        evidence=Evidence(
            member.name,
            f"{first} {last}" if follows else "two names",
            compared=(member.first_name, member.last_name),
        ),
        fixes=(Fix(f"Write {first} {last}", (change(member, first_name=first, last_name=last),)),)
        if follows
        else (),
    )
