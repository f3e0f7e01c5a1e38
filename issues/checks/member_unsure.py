from collections.abc import Iterator

from issues.findings import Finding, Scope, Severity, check
from issues.official import same_person


@check(severity=Severity.WARNING, about="name", compares=True, official=True)
def member_unsure(scope: Scope) -> Iterator[Finding]:
    """A person in an official list and a member may be the same.

    Why: taken for two, one person is listed twice; taken for one, two people are mixed up.
    Fix: say whether they are the same or two: the answer is kept, and the question not asked again.
    Trap: relatives often follow each other in one seat, and people change their surname when they
    marry.
    """
    yield from same_person.unsure(scope)
