from collections.abc import Iterator

from django.utils import timezone

from issues.findings import Evidence, Finding, Reach, Scope, Severity, check
from members.fetching.list_address import shown
from members.models import Source


@check(severity=Severity.WARNING, about="", reach=Reach.WHOLE)
def source_failing(scope: Scope) -> Iterator[Finding]:
    """An official list cannot be fetched.

    Why: the directory is compared with the last good copy, so later changes are not seen.
    Fix: open the address in a browser. If the list has moved, give the source its new address. If
    it no longer exists, disable the source.
    Trap: a site that is down for a night comes back by itself, and then this issue resolves itself.
    """
    failing = (
        Source.objects.filter(enabled=True, failing_since__isnull=False)
        .select_related("chamber")
        .order_by("slug")
    )
    for source in failing:
        since = source.failing_since and timezone.localtime(source.failing_since)
        seen = (
            f"{timezone.localtime(source.checked_at):%-d %B %Y, %H:%M}"
            if source.checked_at
            else "never"
        )
        yield Finding(
            subject=source.chamber,
            key=source.slug,
            message=(
                f"The official list {source.slug} has not been fetched since "
                f"{since:%-d %B %Y, %H:%M}: {source.failure}"
            ),
            evidence=Evidence(
                source.failure,
                context={"source": source.slug, "address": shown(source.url), "last seen": seen},
            ),
        )
