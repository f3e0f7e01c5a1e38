from collections.abc import Iterator

from django.db.models import Q

from issues.checks.helpers.unclean_text import holds, spoilt
from issues.findings import Finding, Scope, Severity, check
from issues.values.text import is_broken, is_escaped


@check(severity=Severity.WARNING, about="")
def text_escaped(scope: Scope) -> Iterator[Finding]:
    """A value holds HTML: an entity such as `&amp;` or `&#39;`, or a tag such as `<br>`.

    Why: people read `O&#39;Brien`, and a link with `&amp;` in it leads elsewhere.
    Fix: write the characters that the HTML stands for.
    Trap: an `&` between the parameters of a web address is right, even before a word such as copy.
    """
    yield from spoilt(scope, _suspect, _is_wrong, "HTML stands in the text")


def _suspect(column: str) -> Q:
    return holds(column, "&", "<", "\\u")


def _is_wrong(text: str, lines: bool) -> bool:
    return is_escaped(text) and not is_broken(text)
