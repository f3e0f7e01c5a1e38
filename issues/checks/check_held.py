from collections.abc import Iterator

from issues.findings import Evidence, Finding, Reach, Scope, Severity, check
from issues.models import Hold


@check(severity=Severity.ERROR, about="", reach=Reach.WHOLE)
def check_held(scope: Scope) -> Iterator[Finding]:
    """A check would change so many issues of a chamber at once that nothing was stored.

    Why: so many changes are rarely real. Far more often an official list was cut short or changed
    its format, or somebody edited all members at once. Until this is settled, the check reports
    nothing new about the chamber.
    Fix: look at what would change. If it is real, as after an election, release it, and the changes
    are made. If not, correct the cause, or reject the copy of the list. This issue resolves itself
    when a run is below the limit.
    Trap: an election really does change half a chamber, and a renamed party changes all of its
    members.
    """
    for hold in Hold.objects.select_related("chamber"):
        changes = hold.opened + hold.reopened + hold.resolved
        yield Finding(
            subject=hold.chamber,
            key=hold.key,
            message=f"{hold.check_name} would {_what(hold)} in {hold.chamber.name} at once, more "
            f"than {hold.limit}. Nothing was stored. "
            "Look at what would change, then release it or leave it.",
            evidence=Evidence(
                f"{changes} changes",
                f"at most {hold.limit} at once",
                # Without the number: a dismissed issue comes back with another copy of the list,
                # or if the hold ended and began again.
                compared=(
                    hold.check_name,
                    hold.sources,
                    *map(str, hold.snapshots),
                    hold.held_since.isoformat(),
                ),
                context={
                    "check": hold.check_name,
                    "official_lists": hold.sources.replace(",", ", "),
                },
            ),
        )


def _what(hold: Hold) -> str:
    counts = {"open": hold.opened, "reopen": hold.reopened, "resolve": hold.resolved}
    parts = [f"{verb} {count}" for verb, count in counts.items() if count]
    noun = "issue" if parts and parts[-1].split()[-1] == "1" else "issues"
    return f"{' and '.join([', '.join(parts[:-1]), parts[-1]] if parts[1:] else parts)} {noun}"
