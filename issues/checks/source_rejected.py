from collections.abc import Iterator

from django.utils import timezone

from issues.findings import Evidence, Finding, Scope, Severity, check
from issues.official import lists
from members.lists import source_status
from members.models import Snapshot, Source


@check(severity=Severity.ERROR, about="", compares=True)
def source_rejected(scope: Scope) -> Iterator[Finding]:
    """The newest copy of an official list was rejected, or the copy in force cannot be read any
    more.

    Why: the directory is compared with an older copy, or with none, so that what changed since is
    not seen.
    Fix: look at the copy in the admin: accept it if it is right all the same, reject it for good if
    it is not.
    Trap: after an election half the members may be others, and a parliament may rebuild its list.
    Then the copy is right.
    """
    sources = Source.objects.filter(enabled=True).select_related("chamber")
    if scope.chambers:
        sources = sources.filter(chamber__slug__in=scope.chambers)
    for standing in source_status.of(sources):
        if standing.newest and standing.is_rejected:
            yield _rejected(standing.source, standing.newest, standing.in_force)
        elif standing.in_force and (why := lists.unreadable(standing.source)):
            yield _unreadable(standing.source, standing.in_force, why)


def _rejected(source: Source, copy: Snapshot, in_force: Snapshot | None) -> Finding:
    left = (
        f"the copy of {_when(in_force)} stays in force"
        if in_force
        else "there is no other copy to compare with"
    )
    return Finding(
        subject=source.chamber,
        key=source.slug,
        message=f"The official list {source.slug} was rejected. {copy.why} It is the copy of {_when(copy)} from {copy.origin}; {left}. "
        "Accept or reject it on its page in the admin.",
        evidence=Evidence(copy.why, compared=(copy.checksum,), context=_context(source, copy)),
    )


def _unreadable(source: Source, copy: Snapshot, why: str) -> Finding:
    return Finding(
        subject=source.chamber,
        key=source.slug,
        message=f"The official list {source.slug} cannot be read any more: {why}. It is the copy of {_when(copy)}, which is in force. "
        "Put the source's settings right in the admin, or give it a copy that can be read.",
        evidence=Evidence(
            f"cannot be read: {why}",
            compared=("unreadable", copy.checksum),
            context=_context(source, copy),
        ),
    )


def _context(source: Source, copy: Snapshot) -> dict[str, str]:
    return {"source": source.slug, "copy": f"{copy.pk} of {_when(copy)}", "from": copy.origin}


def _when(copy: Snapshot) -> str:
    return f"{timezone.localtime(copy.taken_at):%-d %B %Y, %H:%M}"
