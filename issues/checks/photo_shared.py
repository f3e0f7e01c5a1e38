import re
from collections.abc import Iterator
from itertools import groupby

from django.db.models import Count

from issues.checks.helpers.peers import first_chamber
from issues.findings import Evidence, Finding, Scope, Severity, check
from issues.values.people import plain_name

#: If more members than this have a photo, it is the picture for members without a photo.
MOST = 3
_NOBODY = re.compile(
    r"placeholder|default|no[-_]?(?:photo|image|pic)|blank|silhouette|avatar|missing|generic|anonym|dummy|coming[-_]?soon",
    re.I,
)


@check(severity=Severity.WARNING, about="photo_url", compares=True)
def photo_shared(scope: Scope) -> Iterator[Finding]:
    """Two sitting members have the same photo.

    Why: one of them is shown with another's face.
    Fix: look at the photo, and take the right one from the other member's own page.
    Trap: a picture for members without a photo is right. It is not reported if more than three
    members have it or its name shows what it is. The photo of one person in two chambers is not
    reported either.
    """
    pictured = scope.all_members().exclude(photo_url="")
    shared = (
        pictured.order_by()
        .values("photo_url")
        .annotate(members=Count("pk"))
        .filter(members__gt=1, members__lte=MOST)
    )
    rows = pictured.filter(photo_url__in=shared.values("photo_url")).order_by("photo_url", "slug")
    for url, group in groupby(rows, key=lambda member: member.photo_url):
        members = list(group)
        if (
            len({plain_name(member.first_name, member.last_name) for member in members}) == 1
            or _NOBODY.search(url)
            or "/" not in url
        ):
            continue
        yield Finding(
            subject=first_chamber(members),
            field="photo_url",
            key=url,
            message=(
                f"{len(members)} sitting members have the photo {url}: "
                f"{', '.join(map(str, members))}."
            ),
            evidence=Evidence(url, "a photo of each member", compared=(url,)),
            members=tuple(members),
        )
