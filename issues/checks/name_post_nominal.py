from collections.abc import Iterator

from issues.findings import Evidence, Finding, Fix, MemberRow, Reach, Severity, change, check
from issues.values.names import NOTHING, TakenPart, comment, post_nominals, seat_letters


@check(severity=Severity.WARNING, about="name", reach=Reach.MEMBER)
def name_post_nominal(member: MemberRow) -> Iterator[Finding]:
    """Letters after the name (MP, OAM) are inside a first or last name.

    Why: people do not find the member under the name, and lists show the letters twice.
    Fix: move them to the member's post-nominals.
    Trap: Ma, Do, Ba and other short surnames look like degrees. A generation (Jr., III) belongs to
    the last name.
    """
    first, last = member.first_name, member.last_name
    if not (" " in first or " " in last or "," in first or "," in last):
        return
    if any(found.part for found in _found(first, last)):
        yield _finding(member)


def _found(first: str, last: str) -> tuple[TakenPart, TakenPart]:
    """Return the letters in the first and in the last name. Letters in a comment (`MP for Kew`,
    `(MP)`) belong to the comment.
    """
    in_first = NOTHING if comment(first).part else post_nominals(first, is_last=False)
    in_last = NOTHING if comment(last).part else post_nominals(last, is_last=True)
    if " " in first.strip() and seat_letters(last):  # a whole name that was split at its last space
        rest, _, last_name = first.strip().rstrip(",").rpartition(" ")
        return TakenPart(last, rest), TakenPart("", last_name)
    return in_first, in_last


def _finding(member: MemberRow) -> Finding:
    first, last = _found(member.first_name, member.last_name)
    letters = " ".join(filter(None, (first.part, last.part))).replace(",", "")
    columns = {
        "first_name": first.rest or member.first_name,
        "last_name": last.rest or member.last_name,
    }
    changed = {
        column: value for column, value in columns.items() if value != getattr(member, column)
    }
    listed = {word.strip(",.").upper() for word in member.post_nominals.split()}
    missing = [word for word in letters.split() if word.strip(",.").upper() not in listed]
    if missing:
        changed["post_nominals"] = " ".join([*member.post_nominals.split(), *missing])
    return Finding(
        subject=member,
        field="name",
        message=f"The name {member.name!r} contains {letters!r}, which belongs after the name.",
        evidence=Evidence(member.name, " ".join(columns.values()).strip(), compared=(member.name,)),
        fixes=(Fix(f"Move {letters} to the post-nominals", (change(member, **changed),)),),
    )
