from collections.abc import Iterator

from django.db.models import Q

from issues.checks.helpers.unclean_text import holds, unclean
from issues.findings import Finding, Scope, Severity, check
from issues.values.text import is_broken, is_escaped


@check(severity=Severity.WARNING, about="")
def text_escaped(scope: Scope) -> Iterator[Finding]:
    """A value contains HTML: an entity like `&amp;` or `&#39;`, or a tag like `<br>`.

    Why: people read `O&#39;Brien`, and a link with `&amp;` in it leads elsewhere.
    Fix: write the characters that the HTML stands for.
    Trap: an `&` between the parameters of a web address is right, even before a word like copy.
    """
    yield from unclean(scope, _suspect, _is_wrong, "the text contains HTML")


def _suspect(column: str) -> Q:
    return holds(column, "&", "<", "\\u")


def _is_wrong(text: str, lines: bool) -> bool:
    return is_escaped(text) and not is_broken(text)
