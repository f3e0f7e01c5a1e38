import re
from collections.abc import Iterator

from issues.checks.helpers.peers import first_chamber
from issues.findings import Evidence, Finding, Key, Reach, Severity, check
from issues.values.people import plain_name
from members.models import Member

#: If more members than this have a photo, it is the picture for members without a photo.
MOST = 3
_NOBODY = re.compile(
    r"placeholder|default|no[-_]?(?:photo|image|pic)|blank|silhouette|avatar|missing|generic|anonym|dummy|coming[-_]?soon",
    re.I,
)


@check(
    severity=Severity.WARNING,
    about="photo_url",
    reach=Reach.KEY,
    key=Key(Member, ("photo_url",), lambda rows: rows.exclude(photo_url=""), most=MOST),
)
def photo_shared(members: list[Member]) -> Iterator[Finding]:
    """Two sitting members have the same photo.

    Why: one of them is shown with another's face.
    Fix: look at the photo, and take the right one from the other member's own page.
    Trap: a picture for members without a photo is right. It is not reported if more than three
    members have it or its name shows what it is. The photo of one person in two chambers is not
    reported either.
    """
    url = members[0].photo_url
    if (
        len({plain_name(member.first_name, member.last_name) for member in members}) == 1
        or _NOBODY.search(url)
        or "/" not in url
    ):
        return
    yield Finding(
        subject=first_chamber(members),
        field="photo_url",
        key=url,
        message=(
            f"{len(members)} sitting members have the photo {url}: {', '.join(map(str, members))}."
        ),
        evidence=Evidence(url, "a photo of each member", compared=(url,)),
        members=tuple(members),
    )
