from collections.abc import Iterator

from django.utils import timezone

from issues.findings import Evidence, Finding, Reach, Scope, Severity, check
from issues.models import Redaction
from issues.official import lists
from members.lists import source_status
from members.models import Snapshot, Source


@check(severity=Severity.ERROR, about="", reach=Reach.WHOLE)
def source_rejected(scope: Scope) -> Iterator[Finding]:
    """The newest copy of an official list was rejected, or the copy in force can no longer be read.

    Why: the directory is compared with an older copy, or with none, so later changes are not seen.
    Fix: look at the copy in the admin. If it was rejected, accept it if it is right all the same,
    or reject it for good if it is not. If it can no longer be read, the issue says what to do.
    Trap: after an election half of the members may have changed, and a parliament may rebuild its
    list. Then the copy is right.
    """
    sources = Source.objects.filter(enabled=True).select_related("chamber")
    if scope.chambers:
        sources = sources.filter(chamber__slug__in=scope.chambers)
    redaction = Redaction.newest()
    for status in source_status.of(sources):
        source, copy = status.source, status.in_force
        if status.newest and status.is_rejected:
            yield _rejected(source, status.newest, copy)
        elif copy and (why := lists.why_unreadable(lists.key_of(copy, source, redaction))):
            yield _unreadable(source, copy, why)


def _rejected(source: Source, copy: Snapshot, in_force: Snapshot | None) -> Finding:
    left = (
        f"the copy of {_when(in_force)} stays in force"
        if in_force
        else "there is no other copy to compare with"
    )
    return Finding(
        subject=source.chamber,
        key=source.slug,
        message=f"The official list {source.slug} was rejected. {copy.why} It is the copy of "
        f"{_when(copy)} from {copy.origin}; {left}. "
        "Accept or reject it on its page in the admin.",
        evidence=Evidence(copy.why, compared=(copy.checksum,), context=_context(source, copy)),
    )


def _unreadable(source: Source, copy: Snapshot, why: str) -> Finding:
    advice = (
        "The next fetch replaces it, and so does the same file, given once more."
        if copy.is_damaged
        else "Correct the source's settings in the admin, or give it a copy that can be read."
    )
    return Finding(
        subject=source.chamber,
        key=source.slug,
        message=f"The official list {source.slug} can no longer be read: {why}. It is the copy of "
        f"{_when(copy)}, which is in force. {advice}",
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
