from collections.abc import Iterator

from django.db.models import Q

from issues.checks.helpers.unclean_text import beyond_ascii, holds, is_padded, spoilt
from issues.findings import Finding, Scope, Severity, check
from issues.values.text import is_broken, is_escaped, is_untidy


@check(severity=Severity.INFO, about="")
def text_untidy(scope: Scope) -> Iterator[Finding]:
    """A value has white space or invisible characters where none belong.

    Why: an address with a no-break space at its end is refused by mail programs, and two values
    that look alike are not found to be alike.
    Fix: write the value without them.
    Trap: nothing is to be seen on the screen; the right value looks like the wrong one.
    """
    yield from spoilt(scope, _suspect, _is_wrong, "invisible or surplus white space")


def _suspect(column: str) -> Q:
    return is_padded(column) | holds(column, "  ", "\n", "\r", "\t") | beyond_ascii(column)


def _is_wrong(text: str, lines: bool) -> bool:
    return is_untidy(text, lines) and not is_escaped(text) and not is_broken(text)
