from collections.abc import Iterator

from issues.findings import Evidence, Finding, MemberRow, Reach, Severity, check


@check(severity=Severity.ERROR, about="ended_on", reach=Reach.MEMBER, former=True)
def dates_reversed(member: MemberRow) -> Iterator[Finding]:
    """A member left before beginning to sit.

    Why: one of the dates is wrong, and so is the list of who sits.
    Fix: correct the wrong date. The two may have been swapped, or may belong to different terms.
    Trap: if an election is declared void, a member may leave on the day of beginning. That is
    right.
    """
    started, ended = member.started_on, member.ended_on
    if started is None or ended is None or ended >= started:
        return
    yield Finding(
        subject=member,
        field="ended_on",
        message=f"{member} began to sit on {started} but left before that, on {ended}.",
        evidence=Evidence(
            str(ended), f"no day before {started}", compared=(str(started), str(ended))
        ),
    )
