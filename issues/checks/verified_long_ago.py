from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby

from django.db.models import Exists, OuterRef, Q

from issues.findings import Evidence, Finding, Scope, Severity, check
from issues.values.dates import FIRST_PAGE
from members.models import DETAILS

DAYS = 365


@check(severity=Severity.INFO, about="verified_on", compares=True)
def verified_long_ago(scope: Scope) -> Iterator[Finding]:
    """Members of a chamber, or some of their details, have not been verified for more than a year.

    Why: offices move and numbers change. A detail that nobody has looked at for a year is often
    wrong.
    Fix: compare with the parliament's own pages and record the day. A source that is fetched does
    so by itself.
    Trap: the later of the member's day and the detail's day counts. Details that were never
    verified are not reported.
    """
    limit = scope.today - timedelta(days=DAYS)
    old = Q(verified_on__lt=limit, verified_on__gte=FIRST_PAGE)
    stale, fresh, undated = Q(), Q(), Q()
    for model in DETAILS:
        details = model._default_manager.order_by()
        stale |= Q(pk__in=details.filter(old).values("member"))
        fresh |= Q(Exists(details.filter(member=OuterRef("pk"), verified_on__gte=limit)))
        undated |= Q(Exists(details.filter(member=OuterRef("pk"), verified_on=None)))
    before = Q(verified_on=None) | Q(verified_on__lt=limit)
    members = (
        scope.members()
        .filter((before & stale) | (old & (undated | ~fresh)))
        .order_by("chamber__slug", "slug")
    )
    for chamber, group in groupby(members.iterator(), key=lambda member: member.chamber):
        found = tuple(group)
        yield Finding(
            subject=chamber,
            field="verified_on",
            message=(
                f"{chamber}: {len(found)} sitting members, or some of their details, have not "
                f"been verified for more than {DAYS} days."
            ),
            evidence=Evidence(
                f"{len(found)} members",
                f"verified within {DAYS} days",
                compared=(f"more than {DAYS} days",),
            ),
            members=found,
        )
