from collections.abc import Iterator

from issues.checks.helpers.unclean_text import beyond_ascii, unclean
from issues.findings import Finding, Scope, Severity, check
from issues.values.text import is_broken


@check(severity=Severity.WARNING, about="")
def text_mojibake(scope: Scope) -> Iterator[Finding]:
    """A value was read in the wrong encoding: `JosÃ©` stands for `José`, or a character was lost.

    Why: a name is misspelt wherever the list is used, and nobody finds it.
    Fix: write it as it was meant. If a character is lost, look it up on the member's own page.
    Trap: letters with accents are right in many languages. Only text that makes sense in another
    encoding is reported.
    """
    yield from unclean(scope, beyond_ascii, _is_wrong, "letters were read in the wrong encoding")


def _is_wrong(text: str, lines: bool) -> bool:
    return is_broken(text)
