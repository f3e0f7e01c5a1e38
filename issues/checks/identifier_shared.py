from collections.abc import Iterator

from issues.findings import Evidence, Finding, Key, Reach, Severity, check, seat_parts
from issues.values import identifiers
from issues.values.numbers import is_coerced
from issues.values.people import plain_name
from members.models import Identifier


@check(
    severity=Severity.ERROR,
    about="id",
    reach=Reach.KEY,
    key=Key(Identifier, ("value", "scheme"), lambda rows: rows),
)
def identifier_shared(rows: list[Identifier]) -> Iterator[Finding]:
    """Two sitting members have the same identifier.

    Why: an identifier belongs to one person. With this one, news about one member is taken for news
    about the other.
    Fix: look the identifier up where it comes from, and correct the other member's. If a member
    left one seat for another, end the first membership.
    Trap: somebody may rightly sit in two chambers at once, for example a parliament and a council,
    with one identifier in both.
    """
    scheme, value = rows[0].scheme, rows[0].value
    if identifiers.is_nothing(value) or is_coerced(value):
        return
    members = {row.member.slug: row.member for row in rows}
    names = {plain_name(member.first_name, member.last_name) for member in members.values()}
    chambers = sorted(
        {member.chamber for member in members.values()}, key=lambda chamber: chamber.slug
    )
    where = f"in {' and '.join(map(str, chambers))}" if len(chambers) > 1 else "twice"
    same = f" It seems to be one person who is listed {where}." if len(names) == 1 else ""
    yield Finding(
        subject=chambers[0],
        field=f"id:{scheme}",
        key=f"{scheme}:{value}",
        message=(
            f"{len(members)} sitting members have the identifier {value} ({scheme}): "
            f"{', '.join(map(str, members.values()))}.{same}"
        ),
        evidence=Evidence(
            value, "an identifier of each member's own", compared=(f"{scheme}:{value}",)
        ),
        members=tuple(members.values()),
        counted=seat_parts.listed_twice(members.values()) if len(names) == 1 else {},
    )
