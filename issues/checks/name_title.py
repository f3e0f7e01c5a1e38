from collections.abc import Iterator

from issues.findings import Evidence, Finding, Fix, MemberRow, Reach, Severity, change, check
from issues.values.names import title


@check(severity=Severity.WARNING, about="name", reach=Reach.MEMBER)
def name_title(member: MemberRow) -> Iterator[Finding]:
    """A title is inside a first or last name.

    Why: the member is sorted and found under the title, and a letter begins "Dear Hon John".
    Fix: move the title to the member's honorific.
    Trap: some names are also titles: Major, Prince, Dean, Lord, Mayor, Del. They are reported only
    if another word or a full stop shows that a title is meant.
    """
    last = member.last_name
    # nothing can follow a title in one word
    if title(member.first_name).part or (not last.isalpha() and title(last).rest):
        yield _finding(member)


def _finding(member: MemberRow) -> Finding:
    first, last = title(member.first_name), title(member.last_name)
    titles = " ".join(
        dict.fromkeys(part for part in (first.part, last.part if last.rest else "") if part)
    )
    columns = {
        "first_name": first.rest if first.part else member.first_name,
        "last_name": last.rest or member.last_name,
    }
    changed = {
        column: value for column, value in columns.items() if value != getattr(member, column)
    }
    listed = {word.strip(".").lower() for word in member.honorific.split()}
    missing = " ".join(word for word in titles.split() if word.strip(".").lower() not in listed)
    if missing:
        changed["honorific"] = f"{missing} {member.honorific}".strip()
    right = " ".join(columns.values())
    fixes = (
        (Fix(f"Move {titles} to the honorific", (change(member, **changed),)),)
        if all(columns.values())
        else ()
    )
    return Finding(
        subject=member,
        field="name",
        message=f"The name {member.name!r} contains the title {titles!r}.",
        evidence=Evidence(
            member.name, right if fixes else "a name without its title", compared=(member.name,)
        ),
        fixes=fixes,
    )
