import re
from collections.abc import Iterator

from issues.findings import Evidence, Finding, Fix, MemberRow, Reach, Severity, change, check
from issues.values.names import comment, names_in_brackets
from issues.values.nobody import is_nobody

_PARTS = ("first_name", "last_name")
_MARK = re.compile(r"[ (\[{<)\]}>]")


@check(severity=Severity.WARNING, about="name", reach=Reach.MEMBER)
def name_comment(member: MemberRow) -> Iterator[Finding]:
    """A name has a comment in it, in brackets, after a dash or in words like "goes by".

    Why: the comment is shown and searched as if it were part of the name.
    Fix: remove it. Write a nickname in quotes with the first name: Herbert "Tim".
    Trap: a nickname in quotes is right, and so is a hyphen between two names.
    """
    first, last = member.first_name, member.last_name
    if (
        _MARK.search(first + last)
        and (comment(first).part or comment(last).part)
        and not is_nobody(first, last)
    ):
        yield _finding(member)


def _finding(member: MemberRow) -> Finding:
    found = {column: comment(getattr(member, column)) for column in _PARTS}
    commented = {column: taken for column, taken in found.items() if taken.part}
    shown = "; ".join(taken.part for taken in commented.values())
    # `(Meng) Heang` may be called Meng Heang: a name in brackets may or may not be part of the name
    without = {column: taken.rest for column, taken in commented.items()}
    with_it = {column: names_in_brackets(getattr(member, column)) for column in commented}
    offered = [right for right in (without, with_it) if all(right.values())]
    return Finding(
        subject=member,
        field="name",
        message=f"The name {member.name!r} has a comment in it: {shown}.",
        evidence=Evidence(member.name, "a name without comment", compared=(member.name,)),
        fixes=tuple(
            Fix(f"Write {_name(member, right)}", (change(member, **right),)) for right in offered
        ),
    )


def _name(member: MemberRow, right: dict[str, str]) -> str:
    return " ".join(right.get(column, getattr(member, column)) for column in _PARTS).strip()
