from collections.abc import Iterator

from issues.findings import Evidence, Finding, MemberRow, Reach, Severity, check
from issues.values.nobody import NAMES_TOO, SURE, is_nobody
from issues.values.placeholders import SIGNS

_SIGNS = SIGNS | {"..", "#name?", "#value!"}
_WORDS = {
    *_SIGNS,
    *NAMES_TOO,
    *SURE,
    *(f"{a}{word}{b}" for word in SURE for a, b in ("()", "[]", "<>")),
}
_STARTS = ("todo", "tbc", "tba", "tbd", "fixme", "to be ")


@check(severity=Severity.ERROR, about="name", reach=Reach.MEMBER)
def name_placeholder(member: MemberRow) -> Iterator[Finding]:
    """A name is only a placeholder: TODO, TBC, Vacant, Test.

    Why: the directory lists somebody who does not exist.
    Fix: enter the member's name, or end the membership while the seat is vacant.
    Trap: there are people called Null, Test, Na and Blank. They are reported only if another such
    word is beside it, or if it is written as programs write it (NULL, test).
    """
    first, last = member.first_name, member.last_name
    if (_is_suspect(first.lower()) or _is_suspect(last.lower())) and is_nobody(first, last):
        yield Finding(
            subject=member,
            field="name",
            message=f"The name {member.name!r} is only a placeholder.",
            evidence=Evidence(member.name, "a member's name", compared=(member.name,)),
        )


def _is_suspect(lower: str) -> bool:
    return lower in _WORDS or "vacan" in lower or lower.startswith(_STARTS)
