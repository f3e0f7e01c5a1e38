from collections.abc import Iterator

from issues.checks.helpers.unclean_text import unclean
from issues.findings import Finding, MemberRow, Reach, Severity, check
from issues.values.text import is_broken, is_escaped


@check(severity=Severity.WARNING, about="", reach=Reach.MEMBER)
def text_escaped(member: MemberRow) -> Iterator[Finding]:
    """A value contains HTML: an entity like `&amp;` or `&#39;`, or a tag like `<br>`.

    Why: people read `O&#39;Brien`, and a link with `&amp;` in it leads elsewhere.
    Fix: write the characters that the HTML stands for.
    Trap: an `&` between the parameters of a web address is right, even before a word like copy.
    """
    if "&" in member.texts or "<" in member.texts or "\\u" in member.texts:
        yield from unclean(member, _is_wrong, "the text contains HTML")


def _is_wrong(text: str, lines: bool) -> bool:
    return is_escaped(text) and not is_broken(text)
