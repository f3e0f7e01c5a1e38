from collections.abc import Iterator

from issues.official import facts
from issues.registry import Finding, check
from issues.scope import Scope
from issues.vocabulary import Severity


@check(severity=Severity.WARNING, about="phone", official=True)
def phone_differs(scope: Scope) -> Iterator[Finding]:
    """The official list gives a telephone or fax number that the directory does not have.

    Why: people call an office that has moved.
    Fix: take over the list's number.
    Trap: a number the list lacks is no difference, and neither is another notation of the same number.
    """
    yield from facts.differing("phone", scope)
