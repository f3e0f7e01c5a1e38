from collections.abc import Iterator

from issues.findings import Evidence, Finding, Scope, Severity, check
from issues.models import Hold


@check(severity=Severity.ERROR, about="", compares=True)
def check_held(scope: Scope) -> Iterator[Finding]:
    """A check would change so many issues of a chamber at once that nothing of it was stored.

    Why: a flood is rarely true. Far more often an official list was cut short or changed its form,
    or somebody changed all members at once; and while it is held, this check says nothing new of
    that chamber.
    Fix: look at what would change. If it is true, as after an election, release it: it becomes
    issues. If not, put right what caused it, or reject the copy of the list: once a run is below
    the limit, this issue resolves.
    Trap: an election really changes half a chamber, and a renamed party changes all of its members.
    """
    for hold in Hold.objects.select_related("chamber"):
        changes = hold.opened + hold.reopened + hold.resolved
        yield Finding(
            subject=hold.chamber,
            key=hold.key,
            message=f"{hold.check_name} would {_what(hold)} in {hold.chamber.name} at once, more than {hold.limit}: nothing of it "
            "was stored. Look at what would change, then release it or leave it.",
            evidence=Evidence(
                f"{changes} changes",
                f"at most {hold.limit} at once",
                # Not the number: what somebody put aside comes back with another copy, or when it
                # was over and begins again.
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
