from collections.abc import Iterator

from issues.findings import Finding, Reach, Severity, check
from issues.official import same_person
from issues.official.all_matches import Matches


@check(severity=Severity.WARNING, about="name", reach=Reach.LISTS)
def member_unsure(matched: Matches) -> Iterator[Finding]:
    """A person in an official list and a member of the directory may be the same.

    Why: if one person is taken for two, they are listed twice. If two are taken for one, they are
    mixed up.
    Fix: decide whether they are the same. The answer is kept, and the question is not asked again.
    Trap: relatives often follow each other in one seat, and people change their surname when they
    marry.
    """
    yield from same_person.find_unsure(matched)
