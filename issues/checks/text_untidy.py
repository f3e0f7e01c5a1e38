from collections.abc import Iterator

from django.db.models import Q

from issues.checks.helpers.unclean_text import beyond_ascii, holds, is_padded, unclean
from issues.findings import Finding, Scope, Severity, check
from issues.values.text import is_broken, is_escaped, is_untidy


@check(severity=Severity.INFO, about="")
def text_untidy(scope: Scope) -> Iterator[Finding]:
    """A value has unnecessary white space or invisible characters.

    Why: mail programs refuse an address with a no-break space at its end, and two values that look
    alike are treated as different.
    Fix: write the value without them.
    Trap: you cannot see the difference on the screen. The right value looks like the wrong one.
    """
    yield from unclean(
        scope, _suspect, _is_wrong, "unnecessary white space or invisible characters"
    )


def _suspect(column: str) -> Q:
    return is_padded(column) | holds(column, "  ", "\n", "\r", "\t") | beyond_ascii(column)


def _is_wrong(text: str, lines: bool) -> bool:
    return is_untidy(text, lines) and not is_escaped(text) and not is_broken(text)
